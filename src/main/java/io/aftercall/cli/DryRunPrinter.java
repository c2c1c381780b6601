package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.call.CallNotes;
import io.aftercall.dryrun.DryRunRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A story ({@code io.aftercall.dryrun.DryRunReport#json}) as people read it. */
final class DryRunPrinter {
  private static final int LONGEST = 100;

  private final PrintWriter out;

  DryRunPrinter(PrintWriter out) {
    this.out = out;
  }

  void tell(JsonNode story) {
    understood(story);
    if (story.path("rules").size() > 0) {
      out.println("Why (decide route)");
      story.path("rules").forEach(this::rule);
      out.println();
    }
    outcome(story);
    story.path("records").forEach(this::record);
    notChosen(story.path("not_chosen"));
  }

  private void understood(JsonNode story) {
    JsonNode call = story.path("call");
    if (!call.isObject()) {
      out.println("Not understood: " + story.path("problem").asText());
      out.println("It would be kept, listed as quarantined, and could be replayed after a fix.");
      return;
    }
    out.println("What we understand (canonical call)");
    Table table = new Table(2);
    for (Map.Entry<String, JsonNode> field : call.properties()) {
      boolean said = !field.getValue().isNull() && !field.getKey().equals("raw");
      if (said && !(field.getValue().isContainerNode() && field.getValue().isEmpty())) {
        table.row("  ." + field.getKey(), brief(field.getValue()));
      }
    }
    table.print(out);
    CallNotes.sentences(call).forEach(note -> out.println("  " + note));
    out.println();
  }

  private void rule(JsonNode rule) {
    out.printf(
        "  %-3s  %s%n",
        rule.path("failure").asText("").isEmpty()
            ? rule.path("held").asBoolean() ? "yes" : "no"
            : "failed",
        rule.path("condition").asText());
    String failure = rule.path("failure").asText("");
    if (!failure.isEmpty()) {
      out.printf("       %s%n", failure);
    }
    out.printf("       %s  [%s]%n", looked(rule), rule.path("place").asText());
  }

  private static String looked(JsonNode rule) {
    List<String> looked = new ArrayList<>();
    rule.path("looked")
        .properties()
        .forEach(value -> looked.add(value.getKey() + " is " + brief(value.getValue())));
    return String.join(", ", looked);
  }

  private void notChosen(JsonNode others) {
    if (others.isEmpty()) {
      return;
    }
    out.printf("%nNot chosen%n");
    for (JsonNode other : others) {
      out.printf("  %s: %s%n", other.path("destination").asText(), other.path("why").asText());
      String looked = looked(other);
      if (!looked.isEmpty()) {
        out.printf("       %s  [%s]%n", looked, other.path("place").asText());
      }
    }
  }

  private void outcome(JsonNode story) {
    String state = story.path("state").asText();
    String reason = story.path("reason").asText();
    List<String> names = new ArrayList<>();
    story.path("records").forEach(record -> names.add(record.path("destination").asText()));
    out.println(
        "What follows: "
            + state
            + (reason.isEmpty() ? "" : " (" + reason + ")")
            + (names.isEmpty() ? "" : " to " + String.join(", ", names)));
  }

  private void record(JsonNode record) {
    out.printf(
        "%n%s: %s%n  %s%n",
        record.path("destination").asText(),
        record.path("outcome").asText().replace('_', ' '),
        record.path("reason").asText());
    if (!record.path("fields").isEmpty()) {
      fields(record);
    }
    for (JsonNode request : record.path("requests")) {
      out.printf("  request, %s%n", DryRunRequest.meaning(request));
      DryRunRequest.text(request).lines().forEach(line -> out.println("    " + line));
    }
  }

  private void fields(JsonNode record) {
    out.printf(
        "  by mapping %s, version %s%n",
        record.path("mapping").asText(), record.path("mapping_version").asText());
    Table table = new Table(4);
    for (JsonNode field : record.path("fields")) {
      String after = field.path("after").isNull() ? "(left out)" : brief(field.path("after"));
      String why = field.path("why").asText();
      String written = field.path("after").isNull() ? "" : field.path("written").asText();
      table.row(
          "    " + field.path("field").asText(),
          after,
          "<- " + (field.path("source").asText().isEmpty() ? "-" : field.path("source").asText()),
          why.isEmpty() || written.isEmpty() ? why + written : why + "; " + written);
    }
    table.print(out);
  }

  static String brief(JsonNode value) {
    String text = value.isTextual() ? value.textValue() : value.toString();
    String line = text.replaceAll("\\s*\\R\\s*", " ⏎ ");
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }
}
