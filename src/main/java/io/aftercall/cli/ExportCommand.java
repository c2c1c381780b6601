package io.aftercall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: everything that is held about a person. */
@Command(
    name = "export",
    description =
        "Everything that is held about a person or a call, as JSON (GDPR, Articles 15 and 20).",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private SubjectOptions whose = new SubjectOptions();
  @Mixin private Api api = new Api();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it; else to standard output.")
  private Path file;

  @Spec private CommandSpec spec;

  ExportCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    String held = api.get(cliContext, "/export" + whose.query()).toPrettyString();
    if (file == null) {
      spec.commandLine().getOut().println(held);
      return Exit.OK;
    }
    try {
      Files.writeString(file, held + "\n");
      return Exit.OK;
    } catch (IOException e) {
      throw new CliException(
          Exit.USAGE, "Cannot write " + file + "; choose another file with --out");
    }
  }
}
