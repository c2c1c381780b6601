package io.aftercall.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The folder that holds {@code config/} and {@code routes/}, for verbs that work on files. */
final class WorkspaceOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Folder that holds config/ and routes/ (default: this one).")
  private Path home;

  /** One that is named otherwise. */
  static WorkspaceOptions at(Path folder) {
    WorkspaceOptions other = new WorkspaceOptions();
    other.home = folder;
    return other;
  }

  Path home() {
    return home;
  }

  Workspace workspace() {
    quiet();
    if (!Files.isDirectory(home.resolve("config")) && !Files.isDirectory(home.resolve("routes"))) {
      throw new CliException(
          Exit.CONFIGURATION,
          "There is neither config/ nor routes/ in "
              + home.toAbsolutePath().normalize()
              + "; go to the installation folder or name it with --home");
    }
    return Workspace.read(home);
  }

  /** Sources and mappings; stops with all problems when there are any but unset secrets. */
  ConfigSnapshot rules(Workspace workspace, Cli.CliContext cliContext) {
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot rules = ActiveConfig.read(workspace, cliContext.environment(), problems);
    problems.removeIf(problem -> problem.code().equals("missing-secret"));
    if (!problems.isEmpty()) {
      throw new CliException(
          Exit.CONFIGURATION,
          problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return rules;
  }

  DryRun dryRun(Workspace workspace, ConfigSnapshot rules, Cli.CliContext cliContext) {
    try {
      return DryRun.open(workspace, rules, cliContext.understudies());
    } catch (Exception e) {
      throw new CliException(Exit.CONFIGURATION, "The routes cannot be loaded: " + e.getMessage());
    }
  }

  /** A command line has no log; what libraries would tell does not belong into its output. */
  static void quiet() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
  }
}
