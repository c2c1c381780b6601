package io.aftercall.cli;

import io.aftercall.config.Source;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.reload.ConfigSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code try}: what would happen with one payload; nothing is stored, nothing is sent. */
@Command(
    name = "try",
    description =
        "Shows what would happen with one payload: what we understand, what each rule "
            + "says, what each destination would get. Stores nothing and sends nothing.",
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Parameters(paramLabel = "FILE", description = "The payload, or - for standard input.")
  private String file;

  @Option(names = "--source", paramLabel = "S", description = "Whose payload (config/sources).")
  private String source;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private WorkspaceOptions workspaceOptions = new WorkspaceOptions();
  @Spec private CommandSpec spec;

  TryCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() throws IOException {
    byte[] body = read(file);
    Workspace workspace = workspaceOptions.workspace();
    ConfigSnapshot rules = workspaceOptions.rules(workspace, cliContext);
    String name = source(rules);
    PrintWriter out = spec.commandLine().getOut();
    try (DryRun dryRun = workspaceOptions.dryRun(workspace, rules, cliContext)) {
      DryRunReport dryRunReport = dryRun.tell(name, body);
      if (json) {
        out.println(dryRunReport.json().toPrettyString());
      } else {
        new DryRunPrinter(out).tell(dryRunReport.json());
      }
    }
    return Exit.OK;
  }

  private String source(ConfigSnapshot rules) {
    List<String> names = rules.sources().all().stream().map(Source::name).toList();
    if (source == null && names.size() == 1) {
      return names.get(0);
    }
    if (source == null || !names.contains(source)) {
      throw new CliException(
          Exit.USAGE,
          (source == null ? "Say whose payload it is" : "There is no source '" + source + "'")
              + ": --source "
              + String.join("|", names));
    }
    return source;
  }

  static byte[] read(String file) throws IOException {
    if (file.equals("-")) {
      try (InputStream in = System.in) {
        return in.readAllBytes();
      }
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new CliException(Exit.USAGE, "There is no file " + file);
    }
    return Files.readAllBytes(path);
  }
}
