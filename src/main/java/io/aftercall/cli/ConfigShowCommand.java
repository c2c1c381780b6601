package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config show}: one version, whole or a file of it. */
@Command(
    name = "show",
    description =
        "Shows a version: when it served, what it changed, its files; or one file of it; or the"
            + " one text an attempt names as its mapping version.",
    mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Parameters(
      index = "0",
      paramLabel = "HASH",
      description = "Six digits or more of a version's hash, or of a mapping version; or serving.")
  private String hash;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      arity = "0..1",
      description = "Print this file of the version: config/mappings/salesforce-lead.yaml.")
  private String file;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  ConfigShowCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String name = FilterOptions.encoded(hash);
    if (file != null) {
      print(out, file(name));
      return Exit.OK;
    }
    JsonNode shown = api.get(cliContext, "/config/find?name=" + name);
    if (json) {
      out.println(shown.toPrettyString());
    } else if (shown.has("text")) {
      print(out, shown.path("text").asText());
    } else {
      print(out, shown);
    }
    return Exit.OK;
  }

  private String file(String name) {
    JsonNode text = api.get(cliContext, "/config/versions/" + name + "/files").path(file);
    if (text.isMissingNode()) {
      throw new CliException(
          Exit.USAGE, "Version " + hash + " has no file " + file + "; config show lists its files");
    }
    return text.asText();
  }

  private static void print(PrintWriter out, String text) {
    out.print(text.endsWith("\n") ? text : text + "\n");
    out.flush();
  }

  private static void print(PrintWriter out, JsonNode version) {
    out.printf("Version %s%n", version.path("hash").asText());
    JsonNode servings = version.path("servings");
    if (servings.isEmpty()) {
      out.println("  never served; a rollback found it in the files");
    }
    for (JsonNode one : servings) {
      out.printf(
          "  served from %s on %s%n",
          ExplainCommand.time(one.path("at")), one.path("node").asText());
      if (!one.path("who").isNull()) {
        out.printf("    put back by %s: %s%n", one.path("who").asText(), one.path("why").asText());
      }
      if (!one.path("found").isNull()) {
        out.printf("    in place of %s%n", ConfigCommand.brief(one.path("found").asText()));
      }
    }
    Table files = new Table(2);
    version
        .path("files")
        .properties()
        .forEach(
            one -> files.row("  " + ConfigCommand.brief(one.getValue().asText()), one.getKey()));
    files.print(out);
    ConfigDiffCommand.print(out, version.path("diff"));
  }
}
