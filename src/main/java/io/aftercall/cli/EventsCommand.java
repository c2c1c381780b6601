package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code events}: what came in. */
@Command(
    name = "events",
    description =
        "Lists what came in: received, routed, unrouted, held, quarantined, ignored, dismissed.",
    mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Mixin private ListOptions listOptions = new ListOptions();

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description =
          "Name, part of a phone, company, e-mail, campaign, call id or receipt, as in the"
              + " console's box.")
  private String search;

  @Option(names = "--name", paramLabel = "NAME", description = "Only customers of this name.")
  private String name;

  @Option(names = "--campaign", paramLabel = "NAME", description = "Only this campaign.")
  private String campaign;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "Only calls that ended so, such as connected or voicemail.")
  private String outcome;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "Only calls with a delivery to it.")
  private String destination;

  @Option(
      names = "--delivery",
      paramLabel = "STATE",
      description = "Only calls with a delivery in this state.")
  private String delivery;

  @Spec private CommandSpec spec;

  EventsCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode events = listOptions.all(cliContext, "events", asked());
    if (listOptions.json) {
      out.println(events.toPrettyString());
      return Exit.OK;
    }
    if (events.isEmpty()) {
      out.println("No events.");
      return Exit.OK;
    }
    Table table =
        new Table(9)
            .row(
                "RECEIVED",
                "CALL",
                "REV",
                "CUSTOMER",
                "PHONE",
                "CAMPAIGN",
                "OUTCOME",
                "STATE",
                "REASON");
    for (JsonNode event : events) {
      table.row(
          ExplainCommand.time(event.path("received_at")),
          event.path("source").asText() + ":" + event.path("call_id").asText(),
          event.path("revision").asText(),
          customer(event, "name"),
          customer(event, "phone"),
          customer(event, "campaign"),
          customer(event, "outcome"),
          event.path("state").asText(),
          event.path("reason").asText(""));
    }
    table.print(out);
    return Exit.OK;
  }

  private Map<String, String> asked() {
    Map<String, String> asked = new HashMap<>();
    asked.put("q", search);
    asked.put("name", name);
    asked.put("campaign", campaign);
    asked.put("outcome", outcome);
    asked.put("destination", destination);
    asked.put("delivery", delivery);
    return asked;
  }

  private static String customer(JsonNode event, String field) {
    return event.path("customer").path(field).asText("-");
  }
}
