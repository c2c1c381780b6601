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

/** {@code resume}: acts on one destination. */
@Command(
    name = "resume",
    description = "Lets a paused destination take deliveries again.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Parameters(paramLabel = "DESTINATION", description = "Its name, as 'destinations' lists it.")
  private String destination;

  @Option(
      names = "--older",
      paramLabel = "send|discard",
      description = "Where it asks: what becomes of the deliveries that are older than a day.")
  private String older;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  ResumeCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode now =
        api.post(
            cliContext,
            "/destinations/"
                + FilterOptions.encoded(destination)
                + "/resume"
                + (older == null ? "" : "?older=" + FilterOptions.encoded(older)),
            Map.of());
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
