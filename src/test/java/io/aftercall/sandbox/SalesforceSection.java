package io.aftercall.sandbox;

import io.aftercall.sandbox.salesforce.Row;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import java.util.List;
import java.util.stream.Collectors;

/** Leads, tasks and events on the page, newest first. */
final class SalesforceSection {
  private final SalesforceStandIn salesforce;

  SalesforceSection(SalesforceStandIn salesforce) {
    this.salesforce = salesforce;
  }

  String leads() {
    return SandboxPage.section(
        "Leads", "No lead yet.", salesforce.rows("Lead").stream().map(this::lead).toList());
  }

  String tasks() {
    return SandboxPage.section(
        "Tasks", "No task yet.", salesforce.rows("Task").stream().map(this::task).toList());
  }

  String events() {
    return SandboxPage.section(
        "Events",
        "No appointment yet.",
        salesforce.rows("Event").stream().map(this::event).toList());
  }

  private String lead(Row row) {
    return card(
        row,
        row.text("Name"),
        joined(row.text("Company"), row.text("Phone"), row.text("Email")),
        Html.badge("blue", row.text("Status")) + Html.badge(warmth(row), row.text("Rating")));
  }

  private String task(Row row) {
    String due = row.text("ActivityDate");
    boolean done = row.text("Status").equals("Completed");
    return card(
        row,
        row.text("Subject"),
        joined(who(row), due.isEmpty() ? "" : (done ? "on " : "due ") + due),
        Html.badge(done ? "green" : "amber", row.text("Status"))
            + Html.badge("grey", row.text("CallType")));
  }

  private String event(Row row) {
    return card(
        row,
        row.text("Subject"),
        joined(who(row), start(row), row.text("Location")),
        Html.badge("blue", row.text("ShowAs")));
  }

  private static String start(Row row) {
    String time = row.text("StartDateTime");
    return time.isEmpty() ? "" : time.substring(0, 16).replace('T', ' ') + " UTC";
  }

  private String who(Row row) {
    return salesforce.byId(row.text("WhoId")).map(who -> who.text("Name")).orElse("");
  }

  private static String warmth(Row row) {
    return switch (row.text("Rating")) {
      case "Hot" -> "red";
      case "Warm" -> "amber";
      default -> "grey";
    };
  }

  private static String card(Row row, String title, String subtitle, String badges) {
    String fields =
        row.fields().properties().stream()
            .map(field -> Html.definition(field.getKey(), field.getValue().asText()))
            .collect(Collectors.joining());
    return """
    <details class="card"><summary>%s%s<span class="badges">%s</span></summary><dl>%s</dl></details>
    """
        .formatted(
            Html.element("b", "title", title.isEmpty() ? row.id() : title),
            Html.element("span", "subtitle", subtitle),
            badges,
            fields);
  }

  private static String joined(String... parts) {
    return List.of(parts).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }
}
