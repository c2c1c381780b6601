package aftercall.route;

import aftercall.config.Problem;
import aftercall.config.Sources;
import aftercall.config.Workspace;
import aftercall.mapping.Mappings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force: the last set of sources and mappings that was right as a whole. An edit is
 * read aside, checked, and swapped in one step; a bad one changes nothing and is told once.
 */
public final class InForce implements Supplier<Ruleset> {
  private static final Logger LOG = LoggerFactory.getLogger(InForce.class);

  private final Path home;
  private final UnaryOperator<String> environment;
  private final AtomicReference<Ruleset> current;
  private String lastSeen;

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
    current = new AtomicReference<>(first);
    lastSeen = workspace.hash();
  }

  @Override
  public Ruleset get() {
    return current.get();
  }

  /** Looks at the files once; true when a new set is in force. */
  public boolean look() {
    Workspace workspace = Workspace.read(home);
    if (workspace.hash().equals(lastSeen)) {
      return false;
    }
    lastSeen = workspace.hash();
    List<Problem> problems = new ArrayList<>();
    Ruleset next = read(workspace, environment, problems);
    if (!problems.isEmpty()) {
      LOG.warn("config.refused problems={}; the last good version stays in force", problems.size());
      problems.forEach(problem -> LOG.warn("config.problem {}", problem));
      return false;
    }
    current.set(next);
    LOG.info("config.loaded version={}", workspace.version());
    return true;
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
