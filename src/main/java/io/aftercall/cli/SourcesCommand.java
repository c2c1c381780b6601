package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sources}: who sends. */
@Command(
    name = "sources",
    description =
        "Lists the sources: the path each posts to, when the last event came, how many requests"
            + " were refused since the start.",
    mixinStandardHelpOptions = true)
final class SourcesCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  SourcesCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode sources = api.get(cliContext, "/sources").path("sources");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(sources.toPrettyString());
      return Exit.OK;
    }
    if (sources.isEmpty()) {
      out.println("No sources: there is no file under config/sources.");
      return Exit.OK;
    }
    Table table = new Table(5).row("SOURCE", "PATH", "LAST EVENT", "REFUSED", "SILENT");
    for (JsonNode source : sources) {
      table.row(
          source.path("name").asText(),
          source.path("path").asText(),
          source.path("last_event_at").isTextual()
              ? ExplainCommand.time(source.path("last_event_at"))
              : "none lately",
          source.path("refused").asText(),
          source.path("silent").asBoolean() ? "yes" : "no");
    }
    table.print(out);
    return Exit.OK;
  }
}
