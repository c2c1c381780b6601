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

/** {@code jobs}: how bulk work is going. */
@Command(
    name = "jobs",
    description = "Lists what was to be retried, discarded or replayed in bulk, and how far it is.",
    mixinStandardHelpOptions = true)
final class JobsCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Mixin private Api api = new Api();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  JobsCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode orders = api.get(cliContext, "/jobs").path("jobs");
    if (json) {
      out.println(orders.toPrettyString());
      return Exit.OK;
    }
    if (orders.isEmpty()) {
      out.println("No jobs.");
      return Exit.OK;
    }
    Table table = new Table(7).row("ORDER", "BEGUN", "BY", "WHAT", "STATE", "DONE", "ABOUT");
    for (JsonNode order : orders) {
      table.row(
          order.path("id").asText(),
          ExplainCommand.time(order.path("at")),
          order.path("who").asText(),
          order.path("remedy").asText(),
          order.path("state").asText(),
          order.path("changed").asText() + " of " + order.path("total").asText(),
          order.path("about").asText());
    }
    table.print(out);
    return Exit.OK;
  }

  @Command(
      name = "cancel",
      description = "Ends one; what was changed already stays changed.",
      mixinStandardHelpOptions = true)
  int cancel(@Mixin Api own, @Parameters(paramLabel = "ORDER") String id) {
    JsonNode order =
        own.post(cliContext, "/jobs/" + FilterOptions.encoded(id) + "/cancel", Map.of());
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %s of %s changed.%n",
            order.path("state").asText(),
            order.path("changed").asText(),
            order.path("total").asText());
    return Exit.OK;
  }
}
