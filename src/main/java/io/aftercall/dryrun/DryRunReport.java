package io.aftercall.dryrun;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.YamlObjectReader;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.FieldTrace;
import io.aftercall.mapping.Trace;
import io.aftercall.routing.ConditionTrace;
import io.aftercall.routing.NotChosen;
import io.aftercall.routing.RoutingDecision;
import io.aftercall.routing.RoutingPlan;
import java.util.List;

/**
 * What would become of a body, and why.
 *
 * @param call the canonical call; null when the body was not understood
 * @param problem why it was not understood, or empty
 * @param state where the event would end: routed, unrouted, held, ignored, quarantined
 * @param reason why it would be held or ignored, or empty
 * @param rules the conditions of the decide route, in the order they were asked
 * @param notChosen the destinations the route knows and did not name, the worst first
 */
public record DryRunReport(
    ObjectNode call,
    String problem,
    String state,
    String reason,
    List<ConditionTrace> rules,
    List<PlannedRecord> scenes,
    List<NotChosen> notChosen) {

  /**
   * One record that would be sent, or the reason why not.
   *
   * @param record as it leaves, with what only the destination knows left out; may be null
   * @param trace how the mapping made it; null when no mapping ran
   * @param requests that would leave for it, in order; none for mail
   */
  public record PlannedRecord(
      RoutingPlan.PlannedDelivery named,
      ObjectNode record,
      Outcome outcome,
      Trace trace,
      List<DryRunRequest> requests) {}

  static DryRunReport of(RoutingDecision decision, List<PlannedRecord> records) {
    return new DryRunReport(
        decision.call(),
        decision.problem(),
        decision.state(),
        decision.reason(),
        decision.rules(),
        records,
        decision.notChosen());
  }

  /** The whole story for machines; it holds the call's personal data. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("problem", problem).put("state", state).put("reason", reason);
    json.set("call", call);
    ArrayNode asked = json.putArray("rules");
    for (ConditionTrace rule : rules) {
      ObjectNode one = asked.addObject();
      one.put("place", rule.place()).put("condition", rule.condition()).put("held", rule.held());
      one.put("failure", rule.failure());
      one.putObject("looked").setAll(rule.looked());
    }
    ArrayNode others = json.putArray("not_chosen");
    for (NotChosen one : notChosen) {
      ObjectNode other = others.addObject();
      other.put("destination", one.destination()).put("why", one.why());
      other.put("condition", one.condition()).put("place", one.place());
      other.putObject("looked").setAll(one.looked());
    }
    ArrayNode records = json.putArray("records");
    scenes.forEach(plannedRecord -> tell(plannedRecord, records.addObject()));
    return json;
  }

  private static void tell(PlannedRecord plannedRecord, ObjectNode json) {
    json.put("destination", plannedRecord.named().destination())
        .put("ordinal", plannedRecord.named().ordinal());
    json.put("outcome", plannedRecord.outcome().name())
        .put("reason", plannedRecord.outcome().reason());
    if (plannedRecord.trace() != null) {
      json.put("mapping", plannedRecord.trace().mapping())
          .put("mapping_version", plannedRecord.trace().version());
    }
    json.set("record", plannedRecord.record());
    ArrayNode requests = json.putArray("requests");
    plannedRecord.requests().forEach(request -> request.tell(requests.addObject()));
    ArrayNode fields = json.putArray("fields");
    if (plannedRecord.trace() != null) {
      plannedRecord.trace().fields().forEach(field -> tell(field, fields.addObject()));
    }
  }

  private static void tell(FieldTrace field, ObjectNode json) {
    json.put("field", field.field()).put("source", field.source());
    json.set("before", field.before());
    json.set("after", field.after());
    json.put("write", YamlObjectReader.name(field.write())).put("written", field.write().words());
    json.put("why", field.why());
  }
}
