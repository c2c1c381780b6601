package io.aftercall.web.console;

import io.aftercall.config.ContentHash;
import io.aftercall.config.Workspace;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.Rollback;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.reload.history.FileDiffs;
import java.security.Principal;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which rules serve, which served before, and the last edit that was refused. */
@ConsolePage
class ConfigPages {
  private static final int MOST = 30;

  private final ConfigHistory book;

  ConfigPages(ConfigHistory book) {
    this.book = book;
  }

  @GetMapping("/console/config")
  String history(@RequestParam(required = false) String before, Model model) {
    List<ConfigHistory.Turn> turns = book.history(MOST, before);
    model.addAttribute("serving", book.servingHash());
    model.addAttribute("since", since());
    model.addAttribute("turns", turns);
    model.addAttribute("next", turns.size() < MOST ? null : turns.get(MOST - 1).serving().id());
    model.addAttribute("first", before == null);
    ActiveConfig.RejectedEdit rejectedEdit = book.lastRefusal().orElse(null);
    model.addAttribute("refusal", rejectedEdit);
    if (rejectedEdit != null) {
      Workspace serving = book.set(ConfigHistory.SERVING);
      model.addAttribute("mended", book.refusal().isEmpty());
      model.addAttribute("diff", FileDiffs.between(serving, book.shown(rejectedEdit.files())));
    }
    return "console/config";
  }

  private ConfigActivation since() {
    List<ConfigActivation> configActivations = book.servings(book.servingHash());
    return configActivations.isEmpty() ? null : configActivations.get(0);
  }

  @GetMapping("/console/config/{name}")
  String version(
      @PathVariable String name, @RequestParam(required = false) String against, Model model) {
    String hash = book.hash(name);
    List<ConfigActivation> configActivations = book.servings(hash);
    String before =
        configActivations.isEmpty()
            ? null
            : configActivations.get(configActivations.size() - 1).before();
    String from = against == null ? before : against;
    model.addAttribute("hash", hash);
    model.addAttribute("serves", hash.equals(book.servingHash()));
    model.addAttribute("servings", configActivations);
    model.addAttribute("before", before);
    model.addAttribute("against", against);
    model.addAttribute("files", book.manifest(hash));
    model.addAttribute(
        "diff", from == null ? null : FileDiffs.between(book.set(from), book.set(hash)));
    return "console/version";
  }

  /** Says what a way back would change, and asks why. */
  @GetMapping("/console/config/{name}/rollback")
  String ask(@PathVariable String name, Model model) {
    String hash = book.hash(name);
    model.addAttribute("hash", hash);
    model.addAttribute("problems", book.examine(hash));
    model.addAttribute("diff", FileDiffs.between(book.set(ConfigHistory.FILES), book.set(hash)));
    return "console/rollback";
  }

  @PostMapping("/console/config/{name}/rollback")
  String rollback(
      @PathVariable String name,
      @RequestParam(defaultValue = "") String why,
      Principal who,
      RedirectAttributes after) {
    String hash = book.hash(name);
    Rollback.Done done = book.rollback(hash, who.getName(), ActionBody.why(why, true));
    if (!done.problems().isEmpty()) {
      return "redirect:/console/config/" + hash + "/rollback";
    }
    after.addFlashAttribute("done", said(hash, done));
    return "redirect:/console/config";
  }

  private static String said(String hash, Rollback.Done done) {
    String aside =
        done.aside().isEmpty()
            ? ""
            : " Not kept, for a secret stands in it, but laid aside as .bak: "
                + String.join(", ", done.aside())
                + ".";
    return "Version " + hash.substring(0, ContentHash.BRIEF) + " serves." + aside;
  }

  @GetMapping("/console/config/file/{version}")
  String file(@PathVariable String version, Model model) {
    model.addAttribute("file", book.file(version));
    return "console/file";
  }
}
