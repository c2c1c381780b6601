package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code suppressions}: who must not be contacted. */
@Command(
    name = "suppressions",
    description =
        "Lists who must not be contacted, the latest first. Numbers and addresses are not kept:"
            + " --phone and --email look whether somebody is on the list.",
    mixinStandardHelpOptions = true,
    footer = "Add: aftercall suppress --help")
final class SuppressionsCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Option(names = "--phone", paramLabel = "NUMBER", description = "Of this phone.")
  private String phone;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "Of this e-mail address.")
  private String email;

  @Option(names = "--source", paramLabel = "NAME", description = "Said in calls of this source.")
  private String source;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "active, lifted or all. Else active.")
  private String state;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, else 100.")
  private String limit;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  SuppressionsCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode page = api.get(cliContext, "/suppressions" + query());
    if (json) {
      out().println(page.toPrettyString());
      return Exit.OK;
    }
    JsonNode rows = page.path("suppressions");
    if (rows.isEmpty()) {
      out().println("Nobody of that kind is on the list.");
      return Exit.OK;
    }
    Table table = new Table(7).row("ID", "SINCE", "SCOPE", "BY", "SOURCE", "WHY", "LIFTED");
    rows.forEach(row -> table.row(cells(row)));
    table.print(out());
    return Exit.OK;
  }

  private static String[] cells(JsonNode row) {
    String by =
        Stream.of("phone", "email", "lead", "call")
            .filter(kind -> row.path("by").toString().contains(kind))
            .collect(Collectors.joining("+"));
    boolean lifted = !row.path("lifted_at").isNull();
    return new String[] {
      row.path("id").asText(),
      ExplainCommand.time(row.path("at")),
      row.path("scope").asText(),
      by,
      row.path("source").isNull()
          ? "by " + row.path("added_by").asText()
          : row.path("source").asText(),
      row.path("reason").asText()
          + (row.path("words").isNull() ? "" : ": " + DryRunPrinter.brief(row.path("words"))),
      lifted ? "by " + row.path("lifted_by").asText() + ": " + row.path("lifted_why").asText() : ""
    };
  }

  private String query() {
    Map<String, String> asked = new HashMap<>();
    asked.put("phone", phone);
    asked.put("email", email);
    asked.put("source", source);
    asked.put("state", state);
    asked.put("limit", limit);
    String query =
        asked.entrySet().stream()
            .filter(one -> one.getValue() != null)
            .map(one -> one.getKey() + "=" + FilterOptions.encoded(one.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  @Command(
      name = "lift",
      description =
          "Lets a person be contacted again by what comes from now on. What was suppressed stays so"
              + " until somebody retries it.",
      mixinStandardHelpOptions = true)
  int lift(
      @Mixin Api own,
      @Parameters(paramLabel = "ID", description = "Id of the list.") String id,
      @Option(
              names = "--why",
              paramLabel = "TEXT",
              description = "Why; kept for good, so do not name the person. Needed.")
          String why,
      @Option(names = "--json", description = "For machines.") boolean asJson) {
    JsonNode lifted =
        own.post(
            cliContext,
            "/suppressions/" + FilterOptions.encoded(id) + "/lift",
            why == null ? Map.of() : Map.of("why", why));
    out()
        .println(
            asJson
                ? lifted.toPrettyString()
                : "Lifted: what comes from now on reaches the person again. What was suppressed"
                    + " stays so until it is retried.");
    return Exit.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
