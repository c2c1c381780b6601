package io.aftercall.web.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.PersonalDataMask;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.journal.CallCard;
import io.aftercall.mapping.FieldTrace;
import io.aftercall.mapping.MappingResult;
import io.aftercall.mapping.Trace;
import io.aftercall.routing.ConditionTrace;
import io.aftercall.routing.NotChosen;
import io.aftercall.security.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who may see what identifies people, and who may take it out: the one place that decides. A viewer
 * sees how a call went, not with whom or what was said.
 */
public final class ViewPermissions {
  /** Whether whoever asks now may go back to earlier rules. */
  public boolean mayChangeRules() {
    return Role.ADMIN.isHeld();
  }

  /** Whether whoever asks now may see people. */
  public boolean seesPeople() {
    return Role.OPERATOR.isHeld();
  }

  /** Whether whoever asks now may erase them. */
  public boolean mayErase() {
    return Role.OPERATOR.isHeld();
  }

  /** Whether whoever asks now may change how calls and destinations stand. */
  public boolean mayAct() {
    return Role.OPERATOR.isHeld();
  }

  public void requirePeopleAccess() {
    if (!seesPeople()) {
      throw new AccessDeniedException("may not see people");
    }
  }

  void needsToErase() {
    if (!mayErase()) {
      throw new AccessDeniedException("may not erase");
    }
  }

  /**
   * A story as whoever asks now may see it.
   *
   * @param story may be null
   */
  DryRunReport shown(DryRunReport dryRunReport) {
    return dryRunReport == null || seesPeople() ? dryRunReport : mask(dryRunReport);
  }

  /**
   * Whom a call was with, as whoever asks now may see it.
   *
   * @param card may be null
   */
  public CallCard shown(CallCard card) {
    return card == null || seesPeople()
        ? card
        : new CallCard(
            mask(".customer_name", card.name()),
            mask(".customer_phone", card.phone()),
            mask(".customer_company", card.company()),
            mask(".customer_email", card.email()),
            mask(".campaign", card.campaign()),
            mask(".outcome", card.outcome()),
            card.calledAt());
  }

  private static String mask(String path, String value) {
    JsonNode shown = PersonalDataMask.at(path, value == null ? null : TextNode.valueOf(value));
    return shown == null ? null : shown.asText();
  }

  /** The headers that were kept with a call, as whoever asks now may see them. */
  public JsonNode shownHeaders(JsonNode headers) {
    return seesPeople() ? headers : PersonalDataMask.headers(headers);
  }

  /** What destinations said, as whoever asks now may see it: it may name people. */
  Map<Integer, String> shown(Map<Integer, String> answers) {
    if (seesPeople()) {
      return answers;
    }
    Map<Integer, String> veiled = new TreeMap<>();
    answers.forEach(
        (number, text) -> veiled.put(number, "hidden (" + text.length() + " characters)"));
    return veiled;
  }

  private static DryRunReport mask(DryRunReport dryRunReport) {
    return new DryRunReport(
        dryRunReport.call() == null ? null : PersonalDataMask.call(dryRunReport.call()),
        dryRunReport.problem(),
        dryRunReport.state(),
        dryRunReport.reason(),
        dryRunReport.rules().stream().map(ViewPermissions::mask).toList(),
        dryRunReport.scenes().stream().map(ViewPermissions::mask).toList(),
        dryRunReport.notChosen().stream().map(ViewPermissions::mask).toList());
  }

  private static NotChosen mask(NotChosen one) {
    return new NotChosen(
        one.destination(), one.why(), one.condition(), one.place(), mask(one.looked()));
  }

  private static ConditionTrace mask(ConditionTrace rule) {
    return new ConditionTrace(
        rule.place(), rule.condition(), rule.held(), rule.failure(), mask(rule.looked()));
  }

  private static Map<String, JsonNode> mask(Map<String, JsonNode> values) {
    Map<String, JsonNode> veiled = new LinkedHashMap<>();
    values.forEach((path, value) -> veiled.put(path, PersonalDataMask.at(path, value)));
    return veiled;
  }

  private static DryRunReport.PlannedRecord mask(DryRunReport.PlannedRecord plannedRecord) {
    return new DryRunReport.PlannedRecord(
        plannedRecord.named(),
        mask(plannedRecord.record()),
        plannedRecord.outcome(),
        mask(plannedRecord.trace()),
        List.of());
  }

  private static Trace mask(Trace trace) {
    if (trace == null) {
      return null;
    }
    MappingResult mappingResult = trace.mapped();
    return new Trace(
        trace.mapping(),
        trace.version(),
        new MappingResult(
            mask(mappingResult.record()), null, mappingResult.notes(), mappingResult.refusal()),
        trace.fields().stream().map(ViewPermissions::mask).toList());
  }

  private static FieldTrace mask(FieldTrace field) {
    return new FieldTrace(
        field.field(),
        field.source(),
        PersonalDataMask.record(field.before()),
        PersonalDataMask.record(field.after()),
        field.write(),
        field.why());
  }

  private static ObjectNode mask(ObjectNode record) {
    return (ObjectNode) PersonalDataMask.record(record);
  }
}
