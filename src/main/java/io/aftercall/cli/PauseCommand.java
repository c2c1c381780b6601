package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pause}: acts on one destination. */
@Command(
    name = "pause",
    description = "Lets a destination take nothing until it is resumed; its deliveries wait.",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Parameters(paramLabel = "DESTINATION", description = "Its name, as 'destinations' lists it.")
  private String destination;

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "Why; shown beside the destination and kept with the action.")
  private String why;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  PauseCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode now =
        api.post(
            cliContext,
            "/destinations/" + FilterOptions.encoded(destination) + "/pause",
            Map.of("why", why));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(now.toPrettyString());
    } else {
      out.printf(
          "%s is %s now, %d waiting.%n",
          now.path("name").asText(),
          now.path("state").asText(),
          now.path("pending").asLong() + now.path("sending").asLong());
    }
    return Exit.OK;
  }
}
