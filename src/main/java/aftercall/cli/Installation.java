package aftercall.cli;

import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.route.InForce;
import aftercall.route.Rehearsal;
import aftercall.route.Ruleset;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The folder that holds {@code config/} and {@code routes/}, for verbs that work on files. */
final class Installation {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Folder that holds config/ and routes/ (default: this one).")
  private Path home;

  /** One that is named otherwise. */
  static Installation at(Path folder) {
    Installation other = new Installation();
    other.home = folder;
    return other;
  }

  Path home() {
    return home;
  }

  Workspace workspace() {
    quiet();
    if (!Files.isDirectory(home.resolve("config")) && !Files.isDirectory(home.resolve("routes"))) {
      throw new Failure(
          Exit.CONFIGURATION,
          "There is neither config/ nor routes/ in "
              + home.toAbsolutePath().normalize()
              + "; go to the installation folder or name it with --home");
    }
    return Workspace.read(home);
  }

  /** Sources and mappings; stops with all problems when there are any but unset secrets. */
  Ruleset rules(Workspace workspace, Cli.World world) {
    List<Problem> problems = new ArrayList<>();
    Ruleset rules = InForce.read(workspace, world.environment(), problems);
    problems.removeIf(problem -> problem.code().equals("missing-secret"));
    if (!problems.isEmpty()) {
      throw new Failure(
          Exit.CONFIGURATION,
          problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return rules;
  }

  Rehearsal rehearsal(Workspace workspace, Ruleset rules, Cli.World world) {
    try {
      return Rehearsal.open(workspace, rules, world.understudies());
    } catch (Exception e) {
      throw new Failure(Exit.CONFIGURATION, "The routes cannot be loaded: " + e.getMessage());
    }
  }

  /** A command line has no log; what libraries would tell does not belong into its output. */
  private static void quiet() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
  }
}
