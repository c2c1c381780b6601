package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.Problem;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.Rollback;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.reload.history.FileDiffs;
import io.aftercall.reload.history.VersionedFile;
import io.aftercall.security.ProblemResponses;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.ConfigHistory;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rules that serve, that served, and the way back to them. */
@RestController
@RequestMapping("/api/v1/config")
public class ConfigApi {
  private static final int MOST = 200;

  private final ConfigHistory book;

  ConfigApi(ConfigHistory book) {
    this.book = book;
  }

  /**
   * @param hash of the set that serves
   * @param rejected null when the files are what serves
   */
  record State(String hash, Refused rejected) {}

  record Refused(Instant at, List<ProblemView> problems, List<FileDiff> diff) {}

  record ProblemView(String file, int line, int column, String code, String message, String hint) {
    static ProblemView of(Problem one) {
      return new ProblemView(
          one.place().file(),
          one.place().line(),
          one.place().column(),
          one.code(),
          one.message(),
          one.hint());
    }

    static List<ProblemView> of(List<Problem> all) {
      return all.stream().map(ProblemView::of).toList();
    }
  }

  /**
   * @param change added, changed or removed
   * @param diff unified
   */
  record FileDiff(String path, String change, String diff) {
    static List<FileDiff> of(FileDiffs fileDiffs) {
      return fileDiffs.files().stream()
          .map(file -> new FileDiff(file.path(), name(file.kind()), file.unified()))
          .toList();
    }
  }

  /**
   * @param before hash of the set before, or null
   * @param who null when the files were edited, as are why and found
   * @param found hash of what a rollback replaced, where that was not what served
   * @param files path to added, changed or removed
   */
  record Turn(
      String hash,
      String before,
      String node,
      Instant at,
      String who,
      String why,
      String found,
      SortedMap<String, String> files) {
    static Turn of(ConfigActivation configActivation, SortedMap<String, FileDiffs.Kind> changed) {
      ConfigActivation.RollbackInfo by = configActivation.by();
      SortedMap<String, String> files = new TreeMap<>();
      changed.forEach((path, kind) -> files.put(path, name(kind)));
      return new Turn(
          configActivation.hash(),
          configActivation.before(),
          configActivation.node(),
          configActivation.at(),
          by == null ? null : by.who(),
          by == null ? null : by.why(),
          by == null ? null : by.found(),
          files);
    }
  }

  /**
   * @param next to be given as {@code before} for the next page; null on the last one
   */
  record History(List<Turn> servings, String next) {}

  /**
   * @param files path to the hash of its text
   * @param diff to the set the first node that served by it had before; empty when there was none
   */
  record Version(
      String hash, List<Turn> servings, SortedMap<String, String> files, List<FileDiff> diff) {}

  record Text(String hash, String path, String text) {
    static Text of(VersionedFile file) {
      return new Text(file.hash(), file.path(), file.text());
    }
  }

  record Diff(List<FileDiff> files) {}

  /**
   * @param done false after a dry run
   * @param files that were written or deleted, or would be
   * @param found hash of what lay in the files, where that was not what served
   * @param aside files with a literal secret, which lie beside themselves as .bak
   */
  record Result(String hash, boolean done, List<String> files, String found, List<String> aside) {}

  private static String name(FileDiffs.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @GetMapping
  State state() {
    return new State(book.servingHash(), book.refusal().map(this::refused).orElse(null));
  }

  private Refused refused(ActiveConfig.RejectedEdit rejectedEdit) {
    return new Refused(
        rejectedEdit.at(),
        ProblemView.of(rejectedEdit.problems()),
        FileDiff.of(
            FileDiffs.between(book.set(ConfigHistory.SERVING), book.shown(rejectedEdit.files()))));
  }

  @GetMapping("/history")
  History history(
      @RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) String before) {
    int most = Math.min(Math.max(limit, 1), MOST);
    List<ConfigHistory.Turn> turns = book.history(most, before);
    String next = turns.size() < most ? null : turns.get(most - 1).serving().id();
    return new History(
        turns.stream().map(turn -> Turn.of(turn.serving(), turn.files())).toList(), next);
  }

  @GetMapping("/versions/{name}")
  Version version(@PathVariable String name) {
    String hash = book.hash(name);
    List<ConfigActivation> configActivations = book.servings(hash);
    String before =
        configActivations.isEmpty()
            ? null
            : configActivations.get(configActivations.size() - 1).before();
    return new Version(
        hash,
        configActivations.stream().map(one -> Turn.of(one, new TreeMap<>())).toList(),
        book.manifest(hash),
        before == null
            ? List.of()
            : FileDiff.of(FileDiffs.between(book.set(before), book.set(hash))));
  }

  /** The set as it was, path to text. */
  @GetMapping("/versions/{name}/files")
  SortedMap<String, String> files(@PathVariable String name) {
    return book.set(name).rules();
  }

  /** One text by the hash an attempt names its mapping's version with. */
  @GetMapping("/files/{version}")
  Text file(@PathVariable String version) {
    return Text.of(book.file(version));
  }

  /** A version, or else a text, whichever the digits name. */
  @GetMapping("/find")
  Object find(@RequestParam String name) {
    return book.isSet(name) ? version(name) : file(name);
  }

  @GetMapping("/diff")
  Diff diff(
      @RequestParam(defaultValue = ConfigHistory.SERVING) String from,
      @RequestParam(defaultValue = ConfigHistory.FILES) String to) {
    return new Diff(FileDiff.of(FileDiffs.between(book.set(from), book.set(to))));
  }

  @PostMapping("/versions/{name}/rollback")
  ResponseEntity<?> rollback(
      @PathVariable String name, @RequestBody(required = false) JsonNode body, Principal who) {
    ActionBody actionBody = ActionBody.of(body, !ActionBody.of(body, false).dryRun());
    String hash = book.hash(name);
    List<Problem> problems;
    Result result;
    if (actionBody.dryRun()) {
      problems = book.examine(hash);
      List<String> files =
          FileDiffs.between(book.set(ConfigHistory.FILES), book.set(hash)).files().stream()
              .map(FileDiffs.FileDifference::path)
              .toList();
      result = new Result(hash, false, files, null, List.of());
    } else {
      Rollback.Done done = book.rollback(hash, who.getName(), actionBody.why());
      problems = done.problems();
      result = new Result(hash, true, done.files(), done.found(), done.aside());
    }
    return problems.isEmpty() ? ResponseEntity.ok(result) : refused(problems);
  }

  private static ResponseEntity<ObjectNode> refused(List<Problem> problems) {
    return ProblemResponses.of(
        HttpStatus.CONFLICT,
        "This version does not fit any more; nothing was changed:\n"
            + ConfigHistory.told(problems));
  }
}
