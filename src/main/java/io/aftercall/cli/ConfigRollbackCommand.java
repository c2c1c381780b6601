package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config rollback}: a version that served is put back into the files. */
@Command(
    name = "rollback",
    description =
        "Writes a kept version back into the service's config/ and routes/, as one edit, after"
            + " checking it whole; what lies there now is kept as a version too. Settings"
            + " (config/application.yaml) stay as they are.",
    mixinStandardHelpOptions = true)
final class ConfigRollbackCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Parameters(paramLabel = "HASH", description = "Six digits or more of the version's hash.")
  private String hash;

  @Option(names = "--why", paramLabel = "TEXT", description = "Why; kept with it. Needed.")
  private String why;

  @Option(names = "--dry-run", description = "Only check it and say what would change.")
  private boolean dryRun;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  ConfigRollbackCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    Map<String, Object> order = new HashMap<>();
    order.put("dry_run", dryRun);
    if (why != null) {
      order.put("why", why);
    }
    JsonNode done =
        api.post(
            cliContext, "/config/versions/" + FilterOptions.encoded(hash) + "/rollback", order);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(done.toPrettyString());
      return Exit.OK;
    }
    String version = ConfigCommand.brief(done.path("hash").asText());
    JsonNode files = done.path("files");
    files.forEach(file -> out.println("  " + file.asText()));
    out.println(
        done.path("done").asBoolean()
            ? "Version " + version + " serves; " + files.size() + " file(s) changed."
            : "Version " + version + " fits; " + files.size() + " file(s) would change.");
    if (!done.path("found").isNull()) {
      String found = ConfigCommand.brief(done.path("found").asText());
      out.println("What lay there is kept as version " + found + ".");
    }
    done.path("aside")
        .forEach(
            file ->
                out.println(
                    "A secret stands in "
                        + file.asText()
                        + ": not kept, but laid aside as "
                        + file.asText()
                        + ".bak"));
    return Exit.OK;
  }
}
