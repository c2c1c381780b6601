package io.aftercall.web.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.PersonalDataMask;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.mapping.FieldTrace;
import io.aftercall.mapping.MappingResult;
import io.aftercall.mapping.Trace;
import io.aftercall.routing.ConditionTrace;
import io.aftercall.security.Role;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private static DryRunReport mask(DryRunReport dryRunReport) {
    return new DryRunReport(
        dryRunReport.call() == null ? null : PersonalDataMask.mask(dryRunReport.call()),
        dryRunReport.problem(),
        dryRunReport.state(),
        dryRunReport.reason(),
        dryRunReport.rules().stream().map(ViewPermissions::mask).toList(),
        dryRunReport.scenes().stream().map(ViewPermissions::mask).toList());
  }

  private static ConditionTrace mask(ConditionTrace rule) {
    Map<String, JsonNode> looked = new LinkedHashMap<>();
    rule.looked().forEach((path, value) -> looked.put(path, PersonalDataMask.mask(path, value)));
    return new ConditionTrace(rule.place(), rule.condition(), rule.held(), looked);
  }

  private static DryRunReport.PlannedRecord mask(DryRunReport.PlannedRecord plannedRecord) {
    return new DryRunReport.PlannedRecord(
        plannedRecord.named(),
        mask(plannedRecord.record()),
        plannedRecord.outcome(),
        mask(plannedRecord.trace()));
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
        PersonalDataMask.maskTexts(field.before()),
        PersonalDataMask.maskTexts(field.after()),
        field.write(),
        field.why());
  }

  private static ObjectNode mask(ObjectNode record) {
    return (ObjectNode) PersonalDataMask.maskTexts(record);
  }
}
