package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: the service at a glance. */
@Command(
    name = "status",
    description =
        "The service at a glance: what came in during the last 24 hours and where it stands, how"
            + " each destination is doing.",
    mixinStandardHelpOptions = true,
    footer = "Exit code 1 when a destination is failing or paused, or something needs a person.")
final class StatusCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  StatusCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode status = api.get(cliContext, "/status");
    JsonNode destinations = api.get(cliContext, "/destinations").path("destinations");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ((com.fasterxml.jackson.databind.node.ObjectNode) status)
          .set("destination_states", destinations);
      out.println(status.toPrettyString());
    } else {
      print(out, status, destinations);
    }
    return DestinationsCommand.allWell(destinations) ? Exit.OK : Exit.FINDINGS;
  }

  private void print(PrintWriter out, JsonNode status, JsonNode destinations) {
    out.printf(
        "%s, node %s, mode %s, rules %s, webhook endpoint on port %s%n",
        api.address(cliContext),
        status.path("node").asText(),
        status.path("mode").asText(),
        status.path("config_version").asText(),
        status.path("webhook_port").asText());
    StringBuilder events = new StringBuilder();
    for (Map.Entry<String, JsonNode> state : status.path("events").properties()) {
      events.append(events.isEmpty() ? "" : ", ");
      events.append(state.getValue().asText()).append(' ').append(state.getKey());
    }
    out.printf(
        "Events of the last 24 hours: %s%n%n", events.isEmpty() ? "none" : events.toString());
    DestinationsCommand.print(out, destinations);
  }
}
