package io.aftercall.cli;

import io.aftercall.backup.Backup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: the whole installation in one file. */
@Command(
    name = "backup",
    description =
        "Copies the database, users, tokens, config/ and routes/ into one file, while the service"
            + " runs or not. Run it where the service runs, as its user.",
    mixinStandardHelpOptions = true,
    footer =
        "Not in it: secrets/, environment variables, the keys of AFTERCALL_PRIVACY_KEYS, archived"
            + " recordings. The file holds personal data and can be read by its owner only.")
final class BackupCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Parameters(paramLabel = "FILE", description = "The file to write; must not be there yet.")
  private Path file;

  @Mixin private BackupOptions backupOptions = new BackupOptions();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  BackupCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    WorkspaceOptions.quiet();
    Backup backup = new Backup(backupOptions.installation(cliContext), InstantSource.system());
    Backup.Done done = BackupOptions.explained(() -> backup.to(file));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          BackupOptions.json(
              Map.of(
                  "file", done.file().toString(),
                  "made_at", done.madeAt().toString(),
                  "engine", done.engine(),
                  "bytes", done.bytes(),
                  "files", done.files(),
                  "audited", done.audited())));
    } else {
      out.printf(
          "%s: the %s database of %s and %d other files, %,d bytes.%n",
          done.file(), done.engine(), done.madeAt(), done.files() - 1, done.bytes());
      if (!done.audited()) {
        out.println("The audit log does not have it: the database takes nothing now.");
      }
    }
    return Exit.OK;
  }
}
