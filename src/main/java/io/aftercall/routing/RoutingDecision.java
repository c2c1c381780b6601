package io.aftercall.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a decide route said about a body, before anything is made of it.
 *
 * @param call null when the body was not understood
 * @param problem why it was not understood, or empty
 */
public record RoutingDecision(
    ObjectNode call,
    String problem,
    String state,
    String reason,
    List<ConditionTrace> rules,
    List<RoutingPlan.PlannedDelivery> named,
    List<NotChosen> notChosen) {

  public static RoutingDecision notUnderstood(String problem) {
    return new RoutingDecision(null, problem, "quarantined", "", List.of(), List.of(), List.of());
  }

  public static RoutingDecision ofTest(ObjectNode call) {
    return new RoutingDecision(
        call, "", "ignored", RoutingWorker.TEST_CALL, List.of(), List.of(), List.of());
  }

  public static RoutingDecision held(ObjectNode call, String reason) {
    return new RoutingDecision(call, "", "held", reason, List.of(), List.of(), List.of());
  }
}
