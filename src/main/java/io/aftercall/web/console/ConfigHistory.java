package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.config.ContentHash;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigValidator;
import io.aftercall.reload.Rollback;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.reload.history.FileDiffs;
import io.aftercall.reload.history.VersionedFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules as people look at them: which serve, which served, what lies in the files. */
public final class ConfigHistory {
  /** Names the set that serves. */
  public static final String SERVING = "serving";

  /** Names what lies in the files now. */
  public static final String FILES = "files";

  private static final String SECRET = "(not shown: a secret stands in this file)\n";

  private final ConfigVersions configVersions;
  private final ActiveConfig activeConfig;
  private final Rollback rollback;
  private final ConfigValidator configValidator;
  private final AuditLog actions;

  /**
   * A line of the history.
   *
   * @param files what changed against the set before, by path; empty for a node's first
   */
  public record Turn(ConfigActivation serving, SortedMap<String, FileDiffs.Kind> files) {}

  ConfigHistory(
      ConfigVersions configVersions,
      ActiveConfig activeConfig,
      Rollback rollback,
      ConfigValidator configValidator,
      AuditLog actions) {
    this.configVersions = configVersions;
    this.activeConfig = activeConfig;
    this.rollback = rollback;
    this.configValidator = configValidator;
    this.actions = actions;
  }

  /** The latest first. */
  public List<Turn> history(int most, String before) {
    Map<String, SortedMap<String, String>> manifests = new HashMap<>();
    return configVersions.servings().history(most, before).stream()
        .map(configActivation -> new Turn(configActivation, changed(configActivation, manifests)))
        .toList();
  }

  private SortedMap<String, FileDiffs.Kind> changed(
      ConfigActivation configActivation, Map<String, SortedMap<String, String>> manifests) {
    SortedMap<String, FileDiffs.Kind> changed = new TreeMap<>();
    if (configActivation.before() != null) {
      Map<String, String> from =
          manifests.computeIfAbsent(configActivation.before(), this::manifest);
      Map<String, String> to = manifests.computeIfAbsent(configActivation.hash(), this::manifest);
      Stream.concat(from.keySet().stream(), to.keySet().stream())
          .filter(path -> !from.getOrDefault(path, "").equals(to.get(path)))
          .forEach(path -> changed.put(path, kind(from.get(path), to.get(path))));
    }
    return changed;
  }

  private static FileDiffs.Kind kind(String from, String to) {
    if (from == null) {
      return FileDiffs.Kind.ADDED;
    }
    return to == null ? FileDiffs.Kind.REMOVED : FileDiffs.Kind.CHANGED;
  }

  public SortedMap<String, String> manifest(String hash) {
    return configVersions.manifest(hash).orElseThrow(ConfigHistory::gone);
  }

  public Optional<ActiveConfig.RejectedEdit> refusal() {
    return activeConfig.refusal();
  }

  Optional<ActiveConfig.RejectedEdit> lastRefusal() {
    return activeConfig.lastRefusal();
  }

  public String servingHash() {
    return activeConfig.get().hash();
  }

  public List<ConfigActivation> servings(String hash) {
    return configVersions.servings().of(hash);
  }

  /**
   * The full hash of a kept set.
   *
   * @param name its first digits, six at least, or {@link #SERVING}
   */
  public String hash(String name) {
    return name.equals(SERVING) ? servingHash() : one(configVersions.sets(name), name);
  }

  /** Whether some set begins so. */
  public boolean isSet(String name) {
    return name.equals(SERVING) || name.equals(FILES) || !configVersions.sets(name).isEmpty();
  }

  /** A set by its name; {@link #FILES} is one too, as far as it may be shown. */
  public Workspace set(String name) {
    return name.equals(FILES)
        ? shown(activeConfig.files())
        : configVersions.set(hash(name)).orElseThrow(ConfigHistory::gone);
  }

  /** The same without what must not be shown. */
  public Workspace shown(Workspace files) {
    Workspace shown = files;
    for (Problem problem : configValidator.inspect(files)) {
      String file = problem.place().file();
      if (problem.code().equals(Problem.SECRET) && files.text(file).isPresent()) {
        shown = shown.with(file, SECRET);
      }
    }
    return shown;
  }

  /** One text by the digits its hash begins with, as attempts name the version of a mapping. */
  public VersionedFile file(String start) {
    return one(configVersions.files(start), start);
  }

  private static <T> T one(List<T> found, String name) {
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty()
        ? new NotFoundException(
            "There is no version "
                + name
                + ". Six digits of its hash are needed at least; the history lists all.")
        : new BadRequestException("there are several versions " + name + "…; give more digits");
  }

  private static NotFoundException gone() {
    return new NotFoundException("There is no version of this hash; the history lists all.");
  }

  /** Why a set would not be put back; empty when it would. */
  public List<Problem> examine(String hash) {
    try {
      return rollback.examine(set(hash));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a set back into the files. */
  public Rollback.Done rollback(String hash, String who, String why) {
    try {
      Rollback.Done done = rollback.to(set(hash), who, why);
      if (done.problems().isEmpty()) {
        actions.record(who, "rollback", "to version " + hash.substring(0, ContentHash.BRIEF), why);
      }
      return done;
    } catch (IOException e) {
      throw new BadRequestException(
          "the files cannot be written: "
              + e.getMessage()
              + "; give the service the right to write config/ and routes/, or put the version"
              + " back where the files come from");
    }
  }

  public static String told(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }
}
