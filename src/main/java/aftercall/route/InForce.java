package aftercall.route;

import aftercall.config.Problem;
import aftercall.config.Sources;
import aftercall.config.Workspace;
import aftercall.mapping.Mappings;
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
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private String lastSeen;

  private record Files(Workspace workspace, Ruleset rules) {}

  /**
   * An edit that was not taken.
   *
   * @param hash of the files as they are now
   */
  public record Refusal(String hash, Instant at, List<Problem> problems) {}

  /** What else has to follow when the files change. */
  interface Follower {
    /** Whether the new files would work; asked before anything is changed. */
    List<Problem> examine(Workspace from, Workspace to, Ruleset rules);

    /**
     * Goes over to the new files.
     *
     * @param rulesChange puts sources and mappings in force, at the right moment
     * @throws Exception when it did not work and everything is as before
     */
    void follow(Workspace from, Workspace to, Runnable rulesChange) throws Exception;
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

  /** The edit that lies in the files and is not in force, because it was not right. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
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
    Ruleset next = read(seen, environment, problems);
    if (problems.isEmpty()) {
      problems.addAll(follower.examine(workspace(), seen, next));
    }
    return problems.isEmpty() ? change(follower, seen, next) : refuse(problems);
  }

  private boolean change(Follower follower, Workspace seen, Ruleset next) {
    Files before = current;
    try {
      follower.follow(before.workspace(), seen, () -> current = new Files(seen, next));
    } catch (RouteFileFailure e) {
      current = before;
      return refuse(List.of(e.problem()));
    } catch (Exception e) {
      current = before;
      LOG.warn("config.swap_failed error={}", e.toString());
      return refuse(List.of());
    }
    refusal = null;
    loads.incrementAndGet();
    LOG.info("config.loaded version={}", seen.version());
    return true;
  }

  private boolean refuse(List<Problem> problems) {
    refusal = new Refusal(lastSeen, Instant.now(), List.copyOf(problems));
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
