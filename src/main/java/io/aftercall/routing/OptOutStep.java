package io.aftercall.routing;

import io.aftercall.journal.EventState;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.person.ContactPolicy;
import io.aftercall.person.Suppressions;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the calls of a batch say about being contacted, in the transaction that stores where they
 * go: whatever their routes make of it, also when they make nothing of it or fail.
 */
final class OptOutStep {
  private final Suppressions suppressions;
  private final CallCache callCache;
  private final DestinationRegistry destinationRegistry;

  OptOutStep(
      Suppressions suppressions, CallCache callCache, DestinationRegistry destinationRegistry) {
    this.suppressions = suppressions;
    this.callCache = callCache;
    this.destinationRegistry = destinationRegistry;
  }

  /**
   * @param closed the events that this transaction closed
   * @param added their deliveries, stored before
   */
  void commit(
      Transaction transaction, List<RoutingWorker.RoutedEvent> closed, List<NewDelivery> added)
      throws SQLException {
    Map<String, Map<String, String>> deliveries = new LinkedHashMap<>();
    for (NewDelivery delivery : added) {
      deliveries
          .computeIfAbsent(delivery.eventId(), id -> new LinkedHashMap<>())
          .put(delivery.id(), delivery.destination());
    }
    List<Suppressions.RoutedCall> calls = new ArrayList<>();
    for (RoutingWorker.RoutedEvent one : closed) {
      if (one.call() != null && isAPersons(one)) {
        calls.add(
            new Suppressions.RoutedCall(
                one.event().id(),
                one.event().source(),
                one.event().callId(),
                one.event().revision(),
                one.call(),
                callCache.protections(one.event().source()),
                deliveries.getOrDefault(one.event().id(), Map.of())));
      }
    }
    Map<String, ContactPolicy> policies = destinationRegistry.contacting();
    suppressions.commit(transaction, calls, policies);
  }

  /** Nobody is behind a test call, and what the platform does not know may be forged. */
  private static boolean isAPersons(RoutingWorker.RoutedEvent one) {
    return one.plan().state() != EventState.QUARANTINED
        && !RoutingWorker.TEST_CALL.equals(one.plan().reason());
  }
}
