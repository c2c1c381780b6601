package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.PreviewChange;
import io.aftercall.dryrun.PreviewChange.Kind;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a preview found, for people. */
final class PreviewText {
  private static final int LONGEST = 70;

  private final PrintWriter out;

  PreviewText(PrintWriter out) {
    this.out = out;
  }

  void print(PreviewSummary tally, Workspace before, Workspace after) {
    tally.listed().forEach(this::print);
    if (tally.listed().size() < tally.differing()) {
      out.printf(
          "… and %,d calls more; --limit or --json lists them.%n%n",
          tally.differing() - tally.listed().size());
    }
    out.printf(
        "%,d calls, by version %s instead of %s: %s.%n",
        tally.calls(),
        after.version(),
        before.version(),
        tally.differing() == 0 ? "nothing differs" : "%,d differ".formatted(tally.differing()));
    if (tally.differing() > 0) {
      out.println(
          Arrays.stream(Kind.values())
              .map(kind -> "%,d %s".formatted(tally.count(kind), kind.words()))
              .collect(Collectors.joining(", ", "Records: ", ".")));
      tally
          .byDestination()
          .forEach(
              (destination, counts) ->
                  out.printf(
                      "  %s: %s%n",
                      destination,
                      counts.entrySet().stream()
                          .map(one -> "%,d %s".formatted(one.getValue(), one.getKey().words()))
                          .collect(Collectors.joining(", "))));
      tally.byField().forEach((field, count) -> out.printf("  %s: %,d times%n", field, count));
    }
  }

  private void print(PreviewSummary.Call call) {
    out.printf("%s:%s", call.stored().source(), call.stored().callId());
    out.println(call.stored().revision() > 1 ? " revision " + call.stored().revision() : "");
    call.differences().forEach(this::print);
    out.println();
  }

  private void print(PreviewChange one) {
    String to = one.from().isEmpty() ? one.destination() : one.from() + " -> " + one.destination();
    String why = one.reason().isEmpty() ? "" : ": " + one.reason();
    out.printf("  %s %s%s%n", to, one.kind().words(), why);
    for (PreviewChange.Field field : one.fields()) {
      out.printf("    %s: %s -> %s%n", field.path(), value(field.before()), value(field.after()));
    }
  }

  private static String value(JsonNode value) {
    if (value == null || value.isNull()) {
      return "(nothing)";
    }
    String text = value.isTextual() ? '"' + value.textValue() + '"' : value.toString();
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
