package aftercall.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a decide route said about a body, before anything is made of it.
 *
 * @param call null when the body was not understood
 * @param problem why it was not understood, or empty
 */
record Decided(
    ObjectNode call,
    String problem,
    String state,
    String reason,
    List<RuleTrace> rules,
    List<Plan.Named> named) {

  static Decided notUnderstood(String problem) {
    return new Decided(null, problem, "quarantined", "", List.of(), List.of());
  }

  static Decided ofTest(ObjectNode call) {
    return new Decided(call, "", "ignored", Decisions.TEST_CALL, List.of(), List.of());
  }

  static Decided held(ObjectNode call, String reason) {
    return new Decided(call, "", "held", reason, List.of(), List.of());
  }

  Story with(List<Story.Scene> scenes) {
    return new Story(call, problem, state, reason, rules, scenes);
  }
}
