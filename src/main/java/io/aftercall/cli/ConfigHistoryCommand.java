package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config history}: which sets served since when. */
@Command(
    name = "history",
    description = "Which sets of files served since when, the latest first.",
    mixinStandardHelpOptions = true)
final class ConfigHistoryCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most, 200 or fewer (default: 50).")
  private int limit;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  ConfigHistoryCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode servings = api.get(cliContext, "/config/history?limit=" + limit).path("servings");
    if (json) {
      out.println(servings.toPrettyString());
      return Exit.OK;
    }
    Table table = new Table(4).row("SERVED FROM", "VERSION", "NODE", "WHAT");
    for (JsonNode one : servings) {
      table.row(
          ExplainCommand.time(one.path("at")),
          ConfigCommand.brief(one.path("hash").asText()),
          one.path("node").asText(),
          what(one));
    }
    table.print(out);
    JsonNode refused = api.get(cliContext, "/config").path("rejected");
    if (!refused.isNull()) {
      out.println();
      out.printf(
          "The files hold an edit that was refused at %s:%n",
          ExplainCommand.time(refused.path("at")));
      refused.path("problems").forEach(problem -> out.println("  " + told(problem)));
    }
    return Exit.OK;
  }

  private static String what(JsonNode one) {
    String files =
        one.path("files").properties().stream()
            .map(file -> file.getKey() + " " + file.getValue().asText())
            .collect(Collectors.joining(", "));
    if (!one.path("who").isNull()) {
      return "put back by " + one.path("who").asText() + ": " + one.path("why").asText();
    }
    return one.path("before").isNull() ? "the first one" : files;
  }

  private static String told(JsonNode problem) {
    String hint = problem.path("hint").asText();
    return "%s:%d:%d: %s: %s%s"
        .formatted(
            problem.path("file").asText(),
            Math.max(1, problem.path("line").asInt()),
            Math.max(1, problem.path("column").asInt()),
            problem.path("code").asText(),
            problem.path("message").asText(),
            hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
