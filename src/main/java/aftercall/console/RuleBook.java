package aftercall.console;

import aftercall.config.Fingerprint;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.orders.OperatorActions;
import aftercall.route.InForce;
import aftercall.route.Inspector;
import aftercall.route.Rollback;
import aftercall.versions.Differences;
import aftercall.versions.KeptFile;
import aftercall.versions.Serving;
import aftercall.versions.Versions;
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
final class RuleBook {
  /** Names the set that serves. */
  static final String SERVING = "serving";

  /** Names what lies in the files now. */
  static final String FILES = "files";

  private static final String SECRET = "(not shown: a secret stands in this file)\n";

  private final Versions versions;
  private final InForce inForce;
  private final Rollback rollback;
  private final Inspector inspector;
  private final OperatorActions actions;

  /**
   * A line of the history.
   *
   * @param files what changed against the set before, by path; empty for a node's first
   */
  record Turn(Serving serving, SortedMap<String, Differences.Kind> files) {}

  RuleBook(
      Versions versions,
      InForce inForce,
      Rollback rollback,
      Inspector inspector,
      OperatorActions actions) {
    this.versions = versions;
    this.inForce = inForce;
    this.rollback = rollback;
    this.inspector = inspector;
    this.actions = actions;
  }

  /** The latest first. */
  List<Turn> history(int most, String before) {
    Map<String, SortedMap<String, String>> manifests = new HashMap<>();
    return versions.servings().history(most, before).stream()
        .map(serving -> new Turn(serving, changed(serving, manifests)))
        .toList();
  }

  private SortedMap<String, Differences.Kind> changed(
      Serving serving, Map<String, SortedMap<String, String>> manifests) {
    SortedMap<String, Differences.Kind> changed = new TreeMap<>();
    if (serving.before() != null) {
      Map<String, String> from = manifests.computeIfAbsent(serving.before(), this::manifest);
      Map<String, String> to = manifests.computeIfAbsent(serving.hash(), this::manifest);
      Stream.concat(from.keySet().stream(), to.keySet().stream())
          .filter(path -> !from.getOrDefault(path, "").equals(to.get(path)))
          .forEach(path -> changed.put(path, kind(from.get(path), to.get(path))));
    }
    return changed;
  }

  private static Differences.Kind kind(String from, String to) {
    if (from == null) {
      return Differences.Kind.ADDED;
    }
    return to == null ? Differences.Kind.REMOVED : Differences.Kind.CHANGED;
  }

  SortedMap<String, String> manifest(String hash) {
    return versions.manifest(hash).orElseThrow(RuleBook::gone);
  }

  Optional<InForce.Refusal> refusal() {
    return inForce.refusal();
  }

  Optional<InForce.Refusal> lastRefusal() {
    return inForce.lastRefusal();
  }

  String servingHash() {
    return inForce.get().hash();
  }

  List<Serving> servings(String hash) {
    return versions.servings().of(hash);
  }

  /**
   * The full hash of a kept set.
   *
   * @param name its first digits, six at least, or {@link #SERVING}
   */
  String hash(String name) {
    return name.equals(SERVING) ? servingHash() : one(versions.sets(name), name);
  }

  /** Whether some set begins so. */
  boolean isSet(String name) {
    return name.equals(SERVING) || name.equals(FILES) || !versions.sets(name).isEmpty();
  }

  /** A set by its name; {@link #FILES} is one too, as far as it may be shown. */
  Workspace set(String name) {
    return name.equals(FILES)
        ? shown(inForce.files())
        : versions.set(hash(name)).orElseThrow(RuleBook::gone);
  }

  /** The same without what must not be shown. */
  Workspace shown(Workspace files) {
    Workspace shown = files;
    for (Problem problem : inspector.inspect(files)) {
      String file = problem.place().file();
      if (problem.code().equals(Problem.SECRET) && files.text(file).isPresent()) {
        shown = shown.with(file, SECRET);
      }
    }
    return shown;
  }

  /** One text by the digits its hash begins with, as attempts name the version of a mapping. */
  KeptFile file(String start) {
    return one(versions.files(start), start);
  }

  private static <T> T one(List<T> found, String name) {
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty()
        ? new NotThere(
            "There is no version "
                + name
                + ". Six digits of its hash are needed at least; the history lists all.")
        : new BadParameter("there are several versions " + name + "…; give more digits");
  }

  private static NotThere gone() {
    return new NotThere("There is no version of this hash; the history lists all.");
  }

  /** Why a set would not be put back; empty when it would. */
  List<Problem> examine(String hash) {
    try {
      return rollback.examine(set(hash));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a set back into the files. */
  Rollback.Done goBack(String hash, String who, String why) {
    try {
      Rollback.Done done = rollback.to(set(hash), who, why);
      if (done.problems().isEmpty()) {
        actions.keep(who, "rollback", "to version " + hash.substring(0, Fingerprint.BRIEF), why);
      }
      return done;
    } catch (IOException e) {
      throw new BadParameter(
          "the files cannot be written: "
              + e.getMessage()
              + "; give the service the right to write config/ and routes/, or put the version"
              + " back where the files come from");
    }
  }

  static String told(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }
}
