package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: the whole story of one call, why the CRM did or did not change. */
@Command(
    name = "explain",
    description =
        "The whole story of one call: what came, what was understood, why it was routed "
            + "so, each field with its source, each attempt and its answer.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx");

  private final Cli.CliContext cliContext;

  @Parameters(paramLabel = "CALL_ID", description = "The sender's id of the call.")
  private String callId;

  @Option(names = "--source", paramLabel = "NAME", description = "Where several sources have it.")
  private String source;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  ExplainCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    String where = source == null ? "" : "&source=" + FilterOptions.encoded(source);
    JsonNode told = api.get(cliContext, "/calls?id=" + FilterOptions.encoded(callId) + where);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(told.toPrettyString());
    } else {
      told.path("events").forEach(event -> event(out, event));
    }
    return Exit.OK;
  }

  private static void event(PrintWriter out, JsonNode event) {
    out.printf(
        "Call %s of %s, revision %s%n",
        event.path("call_id").asText(),
        event.path("source").asText(),
        event.path("revision").asText());
    out.printf(
        "  received %s, %s bytes, receipt %s%n",
        time(event.path("received_at")), event.path("bytes").asText(), event.path("id").asText());
    out.printf(
        "  content sha256 %s; an identical repeat is answered \"duplicate\" and changes nothing%n",
        event.path("content_hash").asText());
    event
        .path("headers")
        .properties()
        .forEach(h -> out.printf("  header %s: %s%n", h.getKey(), h.getValue().asText()));
    out.printf(
        "  %s since %s%s%n",
        event.path("state").asText(),
        time(event.path("state_at")),
        reason(event.path("reason").asText("")));
    changes(out, event);
    out.println();
    deliveries(out, event.path("deliveries"));
    out.println("What the rules in force now make of it");
    out.println("--------------------------------------");
    new DryRunPrinter(out).tell(event.path("story"));
    out.println();
  }

  private static void deliveries(PrintWriter out, JsonNode deliveries) {
    if (deliveries.isEmpty()) {
      out.println("Nothing was sent because of it.");
      out.println();
      return;
    }
    for (JsonNode delivery : deliveries) {
      String reference = delivery.path("reference").asText("");
      out.printf(
          "%s: %s since %s%s%s%n",
          delivery.path("destination").asText(),
          delivery.path("state").asText(),
          time(delivery.path("state_at")),
          reason(delivery.path("reason").asText("")),
          reference.isEmpty() ? "" : ", there known as " + reference);
      for (JsonNode attempt : delivery.path("attempts_made")) {
        out.printf(
            "  attempt %s at %s by %s: %s after %s ms%s%n",
            attempt.path("number").asText(),
            time(attempt.path("at")),
            attempt.path("node").asText(),
            attempt.path("outcome").asText().replace('_', ' '),
            attempt.path("took_ms").asText(),
            reason(attempt.path("reason").asText("")));
        detail(out, "sent", attempt.path("sent"));
        detail(out, "answered", attempt.path("answer"));
        words(out, "in its own words", attempt.path("raw_answer"));
        detail(out, "mapping version", attempt.path("mapping_version"));
      }
      words(out, "last answer, to a try that counted as none", delivery.path("uncounted_answer"));
      changes(out, delivery);
    }
    out.println();
  }

  private static void changes(PrintWriter out, JsonNode of) {
    for (JsonNode change : of.path("changes")) {
      out.printf(
          "  %s: %s -> %s by %s: %s%n",
          time(change.path("at")),
          change.path("from_state").asText(),
          change.path("to_state").asText(),
          change.path("who").asText(),
          change.path("why").asText());
    }
  }

  private static void detail(PrintWriter out, String name, JsonNode value) {
    if (!value.asText("").isEmpty()) {
      out.printf("    %s: %s%n", name, value.asText());
    }
  }

  /** Every line of it further in than what is ours. */
  private static void words(PrintWriter out, String name, JsonNode value) {
    if (!value.asText("").isBlank()) {
      out.printf("    %s:%n", name);
      value.asText().strip().lines().forEach(line -> out.println("      | " + line));
    }
  }

  private static String reason(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  /** In the zone of whoever reads it, which is said: two machines may have two. */
  static String time(JsonNode instant) {
    try {
      return LOCAL.format(Instant.parse(instant.asText()).atZone(ZoneId.systemDefault()));
    } catch (DateTimeParseException e) {
      return instant.asText("-");
    }
  }
}
