package aftercall.cli;

import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.mapping.MappingTests;
import aftercall.mapping.Mappings;
import aftercall.route.InForce;
import java.io.PrintWriter;
import java.util.ArrayList;
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
    List<Problem> problems = new ArrayList<>();
    InForce.read(workspace, world.environment(), problems);
    MappingTests.load(workspace, Mappings.load(workspace, new ArrayList<>()), problems);
    problems.removeIf(problem -> problem.code().equals("missing-secret"));
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(out::println);
    if (problems.isEmpty()) {
      out.printf("All well: %d files fit together.%n", workspace.files().size());
      return Exit.OK;
    }
    return Exit.FINDINGS;
  }
}
