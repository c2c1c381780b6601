package io.aftercall.web.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.config.Source;
import io.aftercall.dryrun.DryRunAnswers;
import io.aftercall.dryrun.DryRunCache;
import io.aftercall.reload.ActiveConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What would happen with a payload. Nothing is stored, nothing is sent. */
@ConsolePage
class TryPage {
  private static final ObjectMapper JSON = new ObjectMapper();

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
      @RequestParam(defaultValue = "") String answers,
      Model model) {
    fill(model, "", source, body);
    model.addAttribute("answers", answers);
    if (body.isBlank()) {
      model.addAttribute("problem", "There is nothing to try: paste a payload or take a sample.");
      return "console/try";
    }
    if (rules.get().sources().find(source).isEmpty()) {
      throw new BadRequestException("There is no such source.");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try {
      DryRunAnswers given = answers(answers);
      model.addAttribute("story", CallView.of(dryRunCache.tell(source, bytes, given)));
      model.addAttribute("unused", given.unused());
    } catch (JsonProcessingException noJson) {
      model.addAttribute("problem", "The answers are no JSON: " + noJson.getOriginalMessage());
    } catch (IllegalArgumentException unfit) {
      model.addAttribute("problem", "The " + unfit.getMessage() + ".");
    }
    return "console/try";
  }

  private static DryRunAnswers answers(String text) throws JsonProcessingException {
    return text.isBlank() ? DryRunAnswers.none() : DryRunAnswers.of(JSON.readTree(text));
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
