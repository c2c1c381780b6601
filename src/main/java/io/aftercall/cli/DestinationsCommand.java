package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code destinations}: how each is doing. */
@Command(
    name = "destinations",
    description =
        "Lists the destinations: on, paused, failing or off, what waits for each, what needs a"
            + " person.",
    mixinStandardHelpOptions = true,
    footer = "Exit code 1 when one is failing or paused, or something needs a person.")
final class DestinationsCommand implements Callable<Integer> {
  private static final Set<String> WELL = Set.of("on", "off");

  private final Cli.CliContext cliContext;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  DestinationsCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode destinations = api.get(cliContext, "/destinations").path("destinations");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(destinations.toPrettyString());
    } else {
      print(out, destinations);
    }
    return allWell(destinations) ? Exit.OK : Exit.FINDINGS;
  }

  static void print(PrintWriter out, JsonNode destinations) {
    if (destinations.isEmpty()) {
      out.println("No destinations: there is no route under routes/deliver.");
      return;
    }
    Table table =
        new Table(6).row("DESTINATION", "IS", "WAITING", "OLDEST", "NEEDS A PERSON", "WHY");
    for (JsonNode destination : destinations) {
      table.row(
          destination.path("name").asText(),
          destination.path("state").asText(),
          String.valueOf(
              destination.path("pending").asLong() + destination.path("sending").asLong()),
          destination.path("oldest").isTextual()
              ? ExplainCommand.time(destination.path("oldest"))
              : "-",
          String.valueOf(destination.path("refused").asLong() + destination.path("dead").asLong()),
          destination.path("why").asText(""));
    }
    table.print(out);
  }

  static boolean allWell(JsonNode destinations) {
    return StreamSupport.stream(destinations.spliterator(), false)
        .allMatch(
            destination ->
                WELL.contains(destination.path("state").asText())
                    && destination.path("refused").asLong() == 0
                    && destination.path("dead").asLong() == 0);
  }
}
