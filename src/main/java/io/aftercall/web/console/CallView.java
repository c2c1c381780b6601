package io.aftercall.web.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.CallNotes;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.dryrun.DryRunRequest;
import io.aftercall.routing.ConditionTrace;
import io.aftercall.routing.NotChosen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the rules say about a call, as a page shows it.
 *
 * @param facts what a person wants to know first; those that are known
 * @param variables what the assistant found out
 * @param notes what could not be read, or was read on the safe side, one sentence each
 * @param whole the canonical call, indented
 */
record CallView(
    String problem,
    String state,
    String reason,
    List<Fact> facts,
    List<Fact> variables,
    List<String> notes,
    String transcript,
    String whole,
    List<ConditionTrace> rules,
    List<SceneView> scenes,
    List<NotChosen> notChosen) {

  record Fact(String name, JsonNode value) {}

  /**
   * One record.
   *
   * @param mapping null when no mapping ran
   * @param requests that would leave for it
   */
  record SceneView(
      String destination,
      int ordinal,
      String outcome,
      String reason,
      String mapping,
      String version,
      List<FieldView> fields,
      String record,
      List<RequestView> requests) {
    /** The fields there is something to say about. */
    public List<FieldView> told() {
      return fields.stream().filter(field -> !field.left() || !field.why().isEmpty()).toList();
    }

    /** The names of the others. */
    public String silent() {
      return fields.stream()
          .filter(field -> field.left() && field.why().isEmpty())
          .map(FieldView::field)
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * @param meaning whether it asks or sends
   * @param text several lines
   */
  record RequestView(String meaning, String text) {}

  /**
   * @param source the expression that gave the value, or where else it is from
   * @param written when the destination takes it, or "" for always
   */
  record FieldView(
      String field, String source, JsonNode before, JsonNode after, String written, String why) {
    /** Whether the record does not have it. */
    public boolean left() {
      return after == null || after.isNull();
    }

    /** Whether a value of the call was taken. */
    public boolean expression() {
      return origin().equals(source) && !source.isEmpty();
    }

    /** Where else it is from. */
    public String origin() {
      return switch (source) {
        case "constant" -> "the same for every call";
        case "template" -> "put together from several values";
        case "default" -> "the default";
        default -> source;
      };
    }

    /** Whether the value was changed on its way. */
    public boolean changed() {
      return before != null && !before.isNull() && !before.equals(after);
    }
  }

  private static final String LENGTH = "Length";

  /** Path in the canonical call to what it is called on the page. */
  private static final Map<String, String> FACTS = new LinkedHashMap<>();

  static {
    FACTS.put("/customer_name", "Name");
    FACTS.put("/customer_company", "Company");
    FACTS.put("/customer_phone", "Phone");
    FACTS.put("/customer_email", "E-mail");
    FACTS.put("/kind", "Kind");
    FACTS.put("/direction", "Direction");
    FACTS.put("/status", "Status");
    FACTS.put("/outcome", "Outcome");
    FACTS.put("/created_at", "Began");
    FACTS.put("/finished_at", "Ended");
    FACTS.put("/duration", LENGTH);
    FACTS.put("/goal_reached", "Goal reached");
    FACTS.put("/campaign/name", "Campaign");
    FACTS.put("/attempt_no", "Attempt");
    FACTS.put("/assistant_name", "Assistant");
    FACTS.put("/summary", "Summary");
  }

  static CallView of(DryRunReport dryRunReport) {
    ObjectNode json = dryRunReport.json();
    JsonNode call = json.path("call");
    List<SceneView> scenes = new ArrayList<>();
    json.path("records").forEach(record -> scenes.add(scene(record)));
    return new CallView(
        dryRunReport.problem(),
        dryRunReport.state(),
        dryRunReport.reason(),
        facts(call),
        variables(call),
        CallNotes.sentences(call),
        call.path("transcript").asText(null),
        call.isObject() ? call.toPrettyString() : null,
        dryRunReport.rules(),
        scenes,
        dryRunReport.notChosen());
  }

  private static List<Fact> facts(JsonNode call) {
    List<Fact> facts = new ArrayList<>();
    FACTS.forEach(
        (path, name) -> {
          JsonNode value = call.at(path);
          if (!value.isMissingNode() && !value.isNull()) {
            facts.add(new Fact(name, name.equals(LENGTH) ? length(value.asLong()) : value));
          }
        });
    return facts;
  }

  private static JsonNode length(long seconds) {
    return TextNode.valueOf(
        seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s");
  }

  private static List<Fact> variables(JsonNode call) {
    List<Fact> variables = new ArrayList<>();
    call.path("extracted_variables")
        .properties()
        .forEach(one -> variables.add(new Fact(one.getKey(), one.getValue())));
    return variables;
  }

  private static SceneView scene(JsonNode json) {
    List<FieldView> fields = new ArrayList<>();
    for (JsonNode field : json.path("fields")) {
      fields.add(
          new FieldView(
              field.path("field").asText(),
              field.path("source").asText(),
              field.get("before"),
              field.get("after"),
              field.path("written").asText(""),
              field.path("why").asText("")));
    }
    return new SceneView(
        json.path("destination").asText(),
        json.path("ordinal").asInt(),
        json.path("outcome").asText(),
        json.path("reason").asText(""),
        json.path("mapping").asText(null),
        json.path("mapping_version").asText(null),
        fields,
        json.path("record").isObject() ? json.path("record").toPrettyString() : null,
        StreamSupport.stream(json.path("requests").spliterator(), false)
            .map(one -> new RequestView(DryRunRequest.meaning(one), DryRunRequest.text(one)))
            .toList());
  }

  Optional<SceneView> scene(String destination, int ordinal) {
    return scenes.stream()
        .filter(scene -> scene.destination().equals(destination) && scene.ordinal() == ordinal)
        .findFirst();
  }
}
