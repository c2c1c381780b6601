package io.aftercall.web.console;

import io.aftercall.config.Source;
import io.aftercall.dryrun.DryRunCache;
import io.aftercall.reload.ActiveConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What would happen with a payload. Nothing is stored, nothing is sent. */
@Controller
class TryPage {
  private final Samples samples;
  private final DryRunCache dryRunCache;
  private final ActiveConfig rules;

  TryPage(Samples samples, DryRunCache dryRunCache, ActiveConfig rules) {
    this.samples = samples;
    this.dryRunCache = dryRunCache;
    this.rules = rules;
  }

  @GetMapping("/console/try")
  String form(@RequestParam(defaultValue = "") String sample, Model model) {
    fill(model, sample, "", sample.isEmpty() ? "" : samples.text(sample));
    return "console/try";
  }

  @PostMapping("/console/try")
  String dryRun(
      @RequestParam(defaultValue = "") String body,
      @RequestParam(defaultValue = "") String source,
      Model model) {
    fill(model, "", source, body);
    if (body.isBlank()) {
      model.addAttribute("problem", "There is nothing to try: paste a payload or take a sample.");
      return "console/try";
    }
    if (rules.get().sources().find(source).isEmpty()) {
      throw new BadRequestException("There is no such source.");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    model.addAttribute("story", CallView.of(dryRunCache.tell(source, bytes, 1)));
    return "console/try";
  }

  private void fill(Model model, String sample, String source, String body) {
    List<String> sources = rules.get().sources().all().stream().map(Source::name).toList();
    model.addAttribute("samples", samples.names());
    model.addAttribute("sample", sample);
    model.addAttribute("sources", sources);
    model.addAttribute("source", source);
    model.addAttribute("body", body);
  }
}
