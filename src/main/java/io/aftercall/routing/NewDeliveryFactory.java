package io.aftercall.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.outbox.NewDelivery;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Makes the rows of the outbox out of what a routing plan names. */
final class NewDeliveryFactory {
  private final DestinationRegistry destinationRegistry;
  private final NodeInfo node;

  NewDeliveryFactory(DestinationRegistry destinationRegistry, NodeInfo node) {
    this.destinationRegistry = destinationRegistry;
    this.node = node;
  }

  NewDelivery of(RoutingWorker.RoutedEvent one, RoutingPlan.PlannedDelivery plannedDelivery) {
    LeasedEvent event = one.event();
    boolean first =
        plannedDelivery.after() != null
            && one.plan().plannedDeliveries().stream()
                .anyMatch(n -> n.destination().equals(plannedDelivery.after()));
    if (first) {
      node.signals()
          .follow("outbox:" + plannedDelivery.after(), "outbox:" + plannedDelivery.destination());
    }
    NewDelivery delivery =
        new NewDelivery(
            event.id(),
            new NewDelivery.CallRef(event.source(), event.callId(), event.revision()),
            plannedDelivery.destination(),
            plannedDelivery.ordinal(),
            one.call().path("person_key").asText(),
            order(one.call(), event.receivedAt()),
            plannedDelivery.priority(),
            first ? NewDelivery.id(event.id(), plannedDelivery.after(), 1) : null,
            first && plannedDelivery.requires(),
            destinationRegistry.once(plannedDelivery.destination()));
    return off(plannedDelivery, delivery.requires()).map(delivery::skippedBecause).orElse(delivery);
  }

  /** Also when the one it cannot do without is off: nobody could make it go. */
  private Optional<String> off(RoutingPlan.PlannedDelivery planned, boolean requires) {
    Optional<String> own = destinationRegistry.off(planned.destination());
    return own.isPresent() || !requires
        ? own
        : destinationRegistry
            .off(planned.after())
            .map(why -> "needs " + planned.after() + ", which is " + why);
  }

  /**
   * Calls of a person are delivered in the order in which they ended, not in which their webhooks
   * arrived.
   */
  private static long order(ObjectNode call, Instant receivedAt) {
    try {
      return OffsetDateTime.parse(call.path("finished_at").asText()).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      return receivedAt.toEpochMilli();
    }
  }
}
