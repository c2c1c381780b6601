package aftercall.cli;

import aftercall.check.Check;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: whether all pieces fit; all problems at once. */
@Command(
    name = "check",
    description =
        "Finds mistakes in config/ and routes/, all at once, as file:line:column: code: "
            + "message (hint). Needs no server and no database.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Cli.World world;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Installation installation = new Installation();
  @Spec private CommandSpec spec;

  CheckCommand(Cli.World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    Workspace workspace = installation.workspace();
    List<Problem> problems = Check.all(workspace, world.environment());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ProblemJson.of(problems).toPrettyString());
    } else {
      problems.forEach(p -> out.println(p.isWarning() ? p + " [warning]" : p.toString()));
    }
    long errors = problems.stream().filter(problem -> !problem.isWarning()).count();
    if (!json) {
      out.println(summary(workspace, errors, problems.size() - errors));
    }
    return errors == 0 ? Exit.OK : Exit.FINDINGS;
  }

  private static String summary(Workspace workspace, long errors, long warnings) {
    String beside = warnings == 0 ? "" : ", " + counted(warnings, "warning");
    return errors == 0
        ? "All well: %d files fit together%s.".formatted(workspace.files().size(), beside)
        : counted(errors, "problem") + beside + ".";
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
