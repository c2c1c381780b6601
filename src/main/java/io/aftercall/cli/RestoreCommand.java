package io.aftercall.cli;

import io.aftercall.backup.Restore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: puts a backup back. */
@Command(
    name = "restore",
    description =
        "Puts a backup back while the service is stopped. All destinations are paused then, for"
            + " what was delivered after the copy would go again; says what that was.",
    mixinStandardHelpOptions = true,
    footer = "What is replaced moves into a folder of its own; delete it when it is not needed.")
final class RestoreCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Parameters(paramLabel = "FILE", description = "A file that backup has written.")
  private Path file;

  @Mixin private BackupOptions backupOptions = new BackupOptions();

  @Option(names = "--data-only", description = "Leave config/ and routes/ as they are.")
  private boolean dataOnly;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  RestoreCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    WorkspaceOptions.quiet();
    Restore restore = new Restore(backupOptions.installation(cliContext), InstantSource.system());
    Restore.Done done = BackupOptions.explained(() -> restore.from(file, dataOnly));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(BackupOptions.json(fields(done)));
    } else {
      print(out, done);
    }
    return Exit.OK;
  }

  private static Map<String, Object> fields(Restore.Done done) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("made_at", done.madeAt().toString());
    fields.put("paused", done.paused());
    fields.put("replaced_database_read", done.known());
    fields.put("calls_since", done.known() ? done.callsSince() : null);
    fields.put("delivered_since", done.known() ? done.deliveredSince() : null);
    fields.put("erasures_to_repeat", done.erasuresToRepeat());
    fields.put("replaced", done.replaced() == null ? null : done.replaced().toString());
    return fields;
  }

  private static void print(PrintWriter out, Restore.Done done) {
    out.printf("Restored as it was at %s.%n", done.madeAt());
    if (done.known()) {
      out.printf(
          "After the copy %d calls came in, which are not here any more; delivered were: %s.%n",
          done.callsSince(),
          done.deliveredSince().isEmpty()
              ? "none"
              : done.deliveredSince().entrySet().stream()
                  .map(one -> one.getValue() + " to " + one.getKey())
                  .collect(Collectors.joining(", ")));
    } else {
      out.println(
          "The database that was replaced cannot be read, so what came in and was delivered after"
              + " the copy is not known.");
    }
    if (done.erasuresToRepeat() > 0) {
      out.printf(
          "%d erasures made after the copy are repeated at the next start.%n",
          done.erasuresToRepeat());
    }
    out.printf("Paused until you resume them: %s.%n", String.join(", ", done.paused()));
    if (done.replaced() != null) {
      out.printf("What was replaced lies in %s; it holds personal data.%n", done.replaced());
    }
    out.printf(
        "Next: start the service; doctor; reconcile --since %s; compare; resume each"
            + " destination.%n",
        done.madeAt());
  }
}
