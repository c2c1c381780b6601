package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deliveries}: what goes out. */
@Command(
    name = "deliveries",
    description =
        "Lists what goes out: pending, sending, delivered, rejected (needs a person), failed"
            + " (retries exhausted), superseded, withdrawn, suppressed (opt-out), skipped (off),"
            + " discarded.",
    mixinStandardHelpOptions = true)
final class DeliveriesCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--destination", paramLabel = "NAME", description = "Only to this destination.")
  private String destination;

  @Mixin private ListOptions listOptions = new ListOptions();
  @Spec private CommandSpec spec;

  DeliveriesCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> more = destination == null ? Map.of() : Map.of("destination", destination);
    ArrayNode deliveries = listOptions.all(cliContext, "deliveries", more);
    if (listOptions.json) {
      out.println(deliveries.toPrettyString());
      return Exit.OK;
    }
    if (deliveries.isEmpty()) {
      out.println("No deliveries.");
      return Exit.OK;
    }
    Table table =
        new Table(7).row("SINCE", "CALL", "REV", "DESTINATION", "STATE", "TRIES", "REASON");
    for (JsonNode delivery : deliveries) {
      table.row(
          ExplainCommand.time(delivery.path("state_at")),
          delivery.path("source").asText() + ":" + delivery.path("call_id").asText(),
          delivery.path("revision").asText(),
          delivery.path("destination").asText(),
          delivery.path("state").asText(),
          delivery.path("attempts").asText(),
          delivery.path("reason").asText(""));
    }
    table.print(out);
    return Exit.OK;
  }
}
