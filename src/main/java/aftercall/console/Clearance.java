package aftercall.console;

import aftercall.access.Role;
import aftercall.call.Veil;
import aftercall.mapping.FieldTrace;
import aftercall.mapping.Mapped;
import aftercall.mapping.Trace;
import aftercall.route.RuleTrace;
import aftercall.route.Story;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who may see what identifies people, and who may take it out: the one place that decides. A viewer
 * sees how a call went, not with whom or what was said.
 */
final class Clearance {
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

  void needsToSeePeople() {
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
  Story shown(Story story) {
    return story == null || seesPeople() ? story : veiled(story);
  }

  private static Story veiled(Story story) {
    return new Story(
        story.call() == null ? null : Veil.over(story.call()),
        story.problem(),
        story.state(),
        story.reason(),
        story.rules().stream().map(Clearance::veiled).toList(),
        story.scenes().stream().map(Clearance::veiled).toList());
  }

  private static RuleTrace veiled(RuleTrace rule) {
    Map<String, JsonNode> looked = new LinkedHashMap<>();
    rule.looked().forEach((path, value) -> looked.put(path, Veil.over(path, value)));
    return new RuleTrace(rule.place(), rule.condition(), rule.held(), looked);
  }

  private static Story.Scene veiled(Story.Scene scene) {
    return new Story.Scene(
        scene.named(), veiled(scene.record()), scene.outcome(), veiled(scene.trace()));
  }

  private static Trace veiled(Trace trace) {
    if (trace == null) {
      return null;
    }
    Mapped mapped = trace.mapped();
    return new Trace(
        trace.mapping(),
        trace.version(),
        new Mapped(veiled(mapped.record()), null, mapped.notes(), mapped.refusal()),
        trace.fields().stream().map(Clearance::veiled).toList());
  }

  private static FieldTrace veiled(FieldTrace field) {
    return new FieldTrace(
        field.field(),
        field.source(),
        Veil.overTexts(field.before()),
        Veil.overTexts(field.after()),
        field.write(),
        field.why());
  }

  private static ObjectNode veiled(ObjectNode record) {
    return (ObjectNode) Veil.overTexts(record);
  }
}
