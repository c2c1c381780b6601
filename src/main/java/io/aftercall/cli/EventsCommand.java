package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code events}: what came in. */
@Command(
    name = "events",
    description = "Lists what came in: received, routed, held, quarantined, ignored.",
    mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Mixin private ListOptions listOptions = new ListOptions();
  @Spec private CommandSpec spec;

  EventsCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode events = listOptions.all(cliContext, "events", Map.of());
    if (listOptions.json) {
      out.println(events.toPrettyString());
      return Exit.OK;
    }
    if (events.isEmpty()) {
      out.println("No events.");
      return Exit.OK;
    }
    Table table = new Table(6).row("RECEIVED", "CALL", "REV", "KIND", "STATE", "REASON");
    for (JsonNode event : events) {
      table.row(
          ExplainCommand.time(event.path("received_at")),
          event.path("source").asText() + ":" + event.path("call_id").asText(),
          event.path("revision").asText(),
          event.path("kind").asText("-"),
          event.path("state").asText(),
          event.path("reason").asText(""));
    }
    table.print(out);
    return Exit.OK;
  }
}
