package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit}: what people did. */
@Command(
    name = "audit",
    description = "Lists what people did: who, what, when, why. The latest first, a hundred.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Mixin private Api api = new Api();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Option(names = "--before", paramLabel = "ID", description = "Only what is older than this one.")
  private String before;

  @Spec private CommandSpec spec;

  AuditCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String page = before == null ? "" : "?before=" + FilterOptions.encoded(before);
    JsonNode answer = api.get(cliContext, "/audit" + page);
    JsonNode actions = answer.path("actions");
    if (json) {
      out.println(actions.toPrettyString());
      return Exit.OK;
    }
    if (actions.isEmpty()) {
      out.println("Nothing.");
      return Exit.OK;
    }
    Table table = new Table(6).row("WHEN", "WHO", "WHAT", "CHANGED", "ABOUT", "WHY");
    for (JsonNode action : actions) {
      table.row(
          ExplainCommand.time(action.path("at")),
          action.path("who").asText(),
          action.path("what").asText(),
          action.path("changed").asText("-"),
          action.path("about").asText(),
          action.path("why").asText(""));
    }
    table.print(out);
    if (!answer.path("next").isNull()) {
      out.println("Older: audit --before " + answer.path("next").asText());
    }
    return Exit.OK;
  }
}
