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

/** {@code confirm-clock}: a person says that the clock is right. */
@Command(
    name = "confirm-clock",
    description =
        "Says that the service's clock is right although it is days ahead of the latest time known"
            + " there: after a long stop, or after a restore. Until then nothing is removed for its"
            + " age. Kept with who and why.",
    mixinStandardHelpOptions = true,
    footer = "doctor says whether it is needed.")
final class ConfirmClockCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      description = "How you know, as in \"the service was off for two weeks\".")
  private String why;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  ConfirmClockCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode clock = api.post(cliContext, "/clock/confirm", Map.of("why", why));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(clock.toPrettyString());
    } else {
      out.printf(
          "%s is right. What is older than its time by that clock is removed from now on.%n",
          ExplainCommand.time(clock.path("now")));
    }
    return Exit.OK;
  }
}
