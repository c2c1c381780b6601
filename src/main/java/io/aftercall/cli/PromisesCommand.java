package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code promises}: what is due, per day and owner. */
@Command(
    name = "promises",
    description =
        "Lists what calls promised, by day and owner. What waits for its time (due=promise) can be"
            + " moved and cancelled by the id of its delivery.",
    mixinStandardHelpOptions = true)
final class PromisesCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Option(names = "--from", paramLabel = "DAY", description = "2026-03-01; else today.")
  private String from;

  @Option(names = "--days", paramLabel = "N", description = "So many days, else 7.")
  private String days;

  @Option(names = "--owner", paramLabel = "OWNER", description = "Of this id or address.")
  private String owner;

  @Option(names = "--all", description = "Also what is not kept any more.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, else 1000.")
  private String limit;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  PromisesCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode page = api.get(cliContext, "/promises" + query());
    if (json) {
      out().println(page.toPrettyString());
      return Exit.OK;
    }
    JsonNode rows = page.path("promises");
    if (rows.isEmpty()) {
      out().println("Nothing is due on these days.");
      return Exit.OK;
    }
    Table table =
        new Table(8).row("DAY", "DUE", "OWNER", "KIND", "CAMPAIGN", "CALL", "STATE", "DELIVERY");
    rows.forEach(
        row ->
            table.row(
                row.path("due_day").asText(),
                ExplainCommand.time(row.path("due_at")),
                row.path("owner").asText("-"),
                row.path("kind").asText(),
                row.path("campaign").asText("-"),
                row.path("call_id").asText(),
                (row.path("movable").asBoolean() ? "waits" : row.path("state").asText("-")),
                row.path("delivery_id").asText("-")));
    table.print(out());
    return Exit.OK;
  }

  private String query() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("from", from);
    asked.put("days", days);
    asked.put("owner", owner);
    asked.put("all", all ? "true" : null);
    asked.put("limit", limit);
    String query =
        asked.entrySet().stream()
            .filter(one -> one.getValue() != null)
            .map(one -> one.getKey() + "=" + FilterOptions.encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  @Command(
      name = "move",
      description = "Gives a delivery that waits for its time another one.",
      mixinStandardHelpOptions = true)
  int move(
      @Mixin Api own,
      @Parameters(paramLabel = "DELIVERY", description = "Id of the list.") String delivery,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              description = "With offset: 2026-03-01T09:30:00+01:00. Needed.")
          String to,
      @Option(names = "--why", paramLabel = "TEXT", description = "Why; kept for good. Needed.")
          String why) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("due_at", to == null ? "" : to);
    body.put("why", why == null ? "" : why);
    own.post(cliContext, "/promises/" + FilterOptions.encoded(delivery) + "/move", body);
    out().println("Moved to " + to + ".");
    return Exit.OK;
  }

  @Command(
      name = "cancel",
      description = "Drops a delivery that waits for its time: nothing is sent for it.",
      mixinStandardHelpOptions = true)
  int cancel(
      @Mixin Api own,
      @Parameters(paramLabel = "DELIVERY", description = "Id of the list.") String delivery,
      @Option(names = "--why", paramLabel = "TEXT", description = "Why; kept for good. Needed.")
          String why) {
    own.post(
        cliContext,
        "/promises/" + FilterOptions.encoded(delivery) + "/cancel",
        Map.of("why", why == null ? "" : why));
    out().println("Cancelled: nothing is sent for it.");
    return Exit.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
