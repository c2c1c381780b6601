package io.aftercall.web.console;

import io.aftercall.bulk.AuditEntry;
import io.aftercall.bulk.AuditLog;
import io.aftercall.bulk.BulkJob;
import io.aftercall.bulk.BulkJobs;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationBacklog;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is still to do, for all pages: counting it costs more the more there is. Whoever has just
 * done something sees what came of it.
 */
final class OpenWork {
  private final AuditLog actions;
  private final DeliveryQueries deliveries;
  private final Set<String> delivered = ConcurrentHashMap.newKeySet();
  private final BulkJobs orders;
  private final CostAwareCache<List<DestinationBacklog>> standings;
  private final CostAwareCache<Long> needy;

  OpenWork(EventQueries events, DeliveryQueries deliveries, AuditLog actions, BulkJobs orders) {
    this.actions = actions;
    this.deliveries = deliveries;
    this.orders = orders;
    standings = new CostAwareCache<>(deliveries::standings, this::lastDone, System::nanoTime);
    needy = new CostAwareCache<>(() -> needy(events, deliveries), this::lastDone, System::nanoTime);
  }

  /** By destination. */
  List<DestinationBacklog> standings() {
    return standings.get();
  }

  /** Whether this destination has ever taken one; asked again until it has. */
  boolean hasDelivered(String destination) {
    if (delivered.contains(destination)) {
      return true;
    }
    return deliveries.hasDelivered(destination) && delivered.add(destination);
  }

  /** How many need a person. */
  long needy() {
    return needy.get();
  }

  private static long needy(EventQueries events, DeliveryQueries deliveries) {
    return events.count(EventFilter.all().in(EventState.HELD))
        + events.count(EventFilter.all().in(EventState.QUARANTINED))
        + events.count(EventFilter.all().in(EventState.UNROUTED))
        + deliveries.count(DeliveryFilter.all().in(DeliveryState.REJECTED))
        + deliveries.count(DeliveryFilter.all().in(DeliveryState.FAILED));
  }

  /** The latest deed, and those that are not done yet. */
  private List<List<String>> lastDone() {
    return List.of(
        actions.latest(1, null).stream().map(AuditEntry::id).toList(),
        orders.running().stream().map(BulkJob::id).toList());
  }
}
