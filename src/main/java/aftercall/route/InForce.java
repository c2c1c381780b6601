package aftercall.route;

import aftercall.config.Problem;
import aftercall.config.Sources;
import aftercall.config.Workspace;
import aftercall.mapping.Mappings;
import aftercall.store.StoreUnavailable;
import aftercall.versions.Serving;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force: the last files that were right as a whole. An edit is read aside, checked,
 * and swapped in one step; a bad one changes nothing and is told once.
 */
public final class InForce implements Supplier<Ruleset> {
  private static final Logger LOG = LoggerFactory.getLogger(InForce.class);

  private final Path home;
  private final UnaryOperator<String> environment;
  private volatile Files current;
  private volatile Refusal refusal;
  private volatile Refusal lastRefusal;
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private String lastSeen;

  private record Files(Workspace workspace, Ruleset rules) {}

  /**
   * An edit that was not taken.
   *
   * @param files as they lay there
   */
  public record Refusal(Workspace files, Instant at, List<Problem> problems) {
    String hash() {
      return files.hash();
    }
  }

  /** What else has to follow when the files change. */
  interface Follower {
    /** Whether the new files would work; asked before anything is changed. */
    List<Problem> examine(Workspace from, Workspace to, Ruleset rules);

    /**
     * Keeps what is going to serve, for good.
     *
     * @throws StoreUnavailable when that cannot be done now
     */
    void keep(Workspace to);

    /**
     * Goes over to the new files.
     *
     * @param rulesChange puts sources and mappings in force, at the right moment
     * @throws Exception when it did not work and everything is as before
     */
    void follow(Workspace from, Workspace to, Runnable rulesChange) throws Exception;

    /**
     * Hears that they serve.
     *
     * @param by null when the files were edited
     */
    void serves(Workspace now, Serving.Act by);
  }

  /** Puts files in the place of others. */
  interface Exchange {
    /** Returns who had it done. */
    Serving.Act run(Workspace there) throws IOException;
  }

  /**
   * Reads the installation folder; throws {@link InvalidConfiguration} with all problems at once.
   */
  public InForce(Path home, UnaryOperator<String> environment) {
    this.home = home;
    this.environment = environment;
    Workspace workspace = Workspace.read(home);
    List<Problem> problems = new ArrayList<>();
    Ruleset first = read(workspace, environment, problems);
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    current = new Files(workspace, first);
    lastSeen = workspace.hash();
  }

  @Override
  public Ruleset get() {
    return current.rules();
  }

  /** The files the rules were read from. */
  public Workspace workspace() {
    return current.workspace();
  }

  /** What lies in the folders now. */
  public Workspace files() {
    return Workspace.read(home);
  }

  /** The edit that lies in the files and is not in force, because it was not right. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The last edit that was not taken since the start, also when it has been mended. */
  public Optional<Refusal> lastRefusal() {
    return Optional.ofNullable(lastRefusal);
  }

  /** Edits taken since the start. */
  public long loads() {
    return loads.get();
  }

  /** Edits refused since the start. */
  public long refusals() {
    return refusals.get();
  }

  /**
   * Looks at the files once. A change counts when two looks agree on it, for editors write in
   * pieces.
   *
   * @return true when a new set is in force
   */
  synchronized boolean look(Follower follower) {
    Workspace seen = Workspace.read(home);
    boolean settled = seen.hash().equals(lastSeen);
    lastSeen = seen.hash();
    if (lastSeen.equals(workspace().hash())) {
      refusal = null;
      return false;
    }
    if (!settled || refusal().map(Refusal::hash).filter(lastSeen::equals).isPresent()) {
      return false;
    }
    List<Problem> problems = new ArrayList<>();
    Ruleset next = examine(follower, seen, problems);
    try {
      return problems.isEmpty()
          ? change(follower, new Files(seen, next), null)
          : refuse(seen, problems);
    } catch (StoreUnavailable e) {
      // Looked at again in a moment: what serves must be kept.
      LOG.warn("config.waits error={}", e.getMessage());
      return false;
    }
  }

  /**
   * Goes over to kept rules, as one edit that no look sees half done. They are checked whole before
   * a file is touched.
   *
   * @param exchange puts them in the place of what lies there; null only asks
   * @return why it was not done; empty when they serve
   * @throws IOException when the files cannot be written
   * @throws StoreUnavailable when what serves cannot be kept now; then it is tried again by itself
   */
  synchronized List<Problem> goBack(Follower follower, Workspace kept, Exchange exchange)
      throws IOException {
    Workspace there = Workspace.read(home);
    Workspace wanted = kept.inPlaceOf(there);
    List<Problem> problems = lost(there, wanted);
    Ruleset next = examine(follower, wanted, problems);
    if (!problems.isEmpty() || exchange == null) {
      return problems;
    }
    Serving.Act by = exchange.run(there);
    Workspace seen = Workspace.read(home);
    lastSeen = seen.hash();
    if (!lastSeen.equals(wanted.hash())) {
      return seen.problems();
    }
    refusal = null;
    if (!lastSeen.equals(workspace().hash())) {
      change(follower, new Files(seen, next), by);
    }
    return refusal().map(Refusal::problems).orElse(List.of());
  }

  /** What lies there and cannot be read would remain. */
  private static List<Problem> lost(Workspace there, Workspace wanted) {
    List<Problem> lost = new ArrayList<>(there.problems());
    lost.removeIf(problem -> wanted.text(problem.place().file()).isPresent());
    return lost;
  }

  private Ruleset examine(Follower follower, Workspace seen, List<Problem> problems) {
    Ruleset next = read(seen, environment, problems);
    if (problems.isEmpty()) {
      problems.addAll(follower.examine(workspace(), seen, next));
    }
    return next;
  }

  private boolean change(Follower follower, Files next, Serving.Act by) {
    Files before = current;
    follower.keep(next.workspace());
    try {
      follower.follow(before.workspace(), next.workspace(), () -> current = next);
    } catch (RouteFileFailure e) {
      current = before;
      return refuse(next.workspace(), List.of(e.problem()));
    } catch (Exception e) {
      current = before;
      LOG.warn("config.swap_failed error={}", e.toString());
      return refuse(next.workspace(), List.of());
    }
    refusal = null;
    loads.incrementAndGet();
    LOG.info("config.loaded version={}", next.workspace().version());
    follower.serves(next.workspace(), by);
    return true;
  }

  private boolean refuse(Workspace seen, List<Problem> problems) {
    refusal = new Refusal(seen, Instant.now(), List.copyOf(problems));
    lastRefusal = refusal;
    refusals.incrementAndGet();
    LOG.warn("config.refused problems={}; the last good version stays in force", problems.size());
    problems.forEach(problem -> LOG.warn("config.problem {}", problem));
    return false;
  }

  /** Sources and mappings of a workspace; what is wrong is added to {@code problems}. */
  public static Ruleset read(
      Workspace workspace, UnaryOperator<String> environment, List<Problem> problems) {
    problems.addAll(workspace.problems());
    Sources sources = Sources.load(workspace, environment, problems);
    Mappings mappings = Mappings.load(workspace, problems);
    return Ruleset.of(workspace.hash(), sources, mappings);
  }
}
