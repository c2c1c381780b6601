package io.aftercall.routing;

import io.aftercall.journal.EventState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What a decide route said about one call. Names destinations; sends nothing. */
public final class RoutingPlan {
  private static final String PROPERTY = "aftercall.plan";

  private final List<PlannedDelivery> named = new ArrayList<>();
  private final Map<String, Integer> ordinals = new HashMap<>();
  private final List<ConditionTrace> rules = new ArrayList<>();
  private EventState state = EventState.ROUTED;
  private String reason = "";

  /**
   * One {@code to: outbox:…} a call came through.
   *
   * @param ordinal 1 for the first time the destination was named, 2 for the second …
   * @param priority 0 urgent, 1 high, 2 normal
   * @param after destination that must be done with this call first, or null
   * @param requires whether that one must be delivered, not only done
   * @param promised whether it waits until the call's promise is due
   */
  public record PlannedDelivery(
      String destination,
      int ordinal,
      int priority,
      String after,
      boolean requires,
      boolean promised) {}

  public static RoutingPlan begin(Exchange exchange) {
    RoutingPlan routingPlan = new RoutingPlan();
    exchange.setProperty(PROPERTY, routingPlan);
    return routingPlan;
  }

  /** The plan being made, if this is a decision. */
  public static Optional<RoutingPlan> during(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, RoutingPlan.class));
  }

  /** The plan being made, or an explanation why there is none. */
  public static RoutingPlan of(Exchange exchange) {
    return during(exchange)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    exchange.getFromEndpoint().getEndpointUri()
                        + " is no decide route: outbox:, inbox:hold and inbox:ignore decide calls"
                        + " that come from inbox:"));
  }

  public void name(String destination, int priority, String after, boolean requires) {
    name(destination, priority, after, requires, false);
  }

  /** The same, perhaps not before the call's promise is due. */
  public void name(
      String destination, int priority, String after, boolean requires, boolean promised) {
    int ordinal = ordinals.merge(destination, 1, Integer::sum);
    named.add(new PlannedDelivery(destination, ordinal, priority, after, requires, promised));
  }

  public void traceCondition(ConditionTrace rule) {
    rules.add(rule);
  }

  /** The conditions that were asked, in order; only in a dry run. */
  public List<ConditionTrace> rules() {
    return List.copyOf(rules);
  }

  /** Held and ignored calls go nowhere, whatever was named before. */
  public void end(EventState ended, String why) {
    state = ended;
    reason = why;
  }

  /** Something people should know of a call that goes its way. */
  void addNote(String what) {
    if (state == EventState.ROUTED) {
      reason = what;
    }
  }

  public List<PlannedDelivery> plannedDeliveries() {
    return state == EventState.ROUTED ? List.copyOf(named) : List.of();
  }

  public EventState state() {
    return state;
  }

  public String reason() {
    return reason;
  }
}
