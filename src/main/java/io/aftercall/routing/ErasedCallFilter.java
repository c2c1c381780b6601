package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.journal.ErasureTombstones;
import io.aftercall.journal.EventDeletion;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls of persons who were erased, that come late: at the webhook endpoint nobody could tell whose
 * they are. They are taken out as if they had never come. What such a person does after the erasure
 * is a new matter.
 */
final class ErasedCallFilter {
  private final ErasureTombstones erasureTombstones;
  private final EventDeletion events;
  private final DeliveryDeletion deliveries;
  private final Store store;

  ErasedCallFilter(Stores stores, InstantSource clock) {
    erasureTombstones = stores.journal().erased();
    store = stores.store();
    events = new EventDeletion(store);
    deliveries = new DeliveryDeletion(store, clock);
  }

  /** Takes them out, and what they once sent when they come again; what remains is to be closed. */
  List<RoutingWorker.RoutedEvent> delete(
      Transaction transaction, List<RoutingWorker.RoutedEvent> decided) throws SQLException {
    erasureTombstones.lockShared(transaction);
    Set<String> prints = new HashSet<>();
    for (RoutingWorker.RoutedEvent one : decided) {
      prints.add(call(one));
      prints.add(person(one));
    }
    Map<String, ErasureTombstones.Tombstone> tombstones =
        erasureTombstones.inSubquery(transaction, prints);
    if (tombstones.isEmpty()) {
      return decided;
    }
    List<RoutingWorker.RoutedEvent> kept = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (RoutingWorker.RoutedEvent one : decided) {
      ErasureTombstones.Tombstone person = tombstones.get(person(one));
      boolean before = person != null && !ended(one).isAfter(person.at());
      if (before || tombstones.containsKey(call(one))) {
        gone.add(one.event().id());
        Instant at = before ? person.at() : tombstones.get(call(one)).at();
        erasureTombstones.remember(
            transaction,
            call(one),
            new ErasureTombstones.Tombstone(at, one.event().id(), one.event().revision()));
      } else {
        kept.add(one);
      }
    }
    if (!gone.isEmpty()) {
      deliveries.delete(transaction, gone);
      events.delete(transaction, gone);
      transaction.afterCommit(store::deletedForGood);
    }
    return kept;
  }

  private String call(RoutingWorker.RoutedEvent one) {
    return erasureTombstones.ofCall(one.event().source(), one.event().callId());
  }

  private String person(RoutingWorker.RoutedEvent one) {
    return erasureTombstones.ofPerson(
        one.call() == null ? "" : one.call().path("person_key").asText());
  }

  /** By its own word; one that says no time ended when it came. */
  private static Instant ended(RoutingWorker.RoutedEvent one) {
    for (String name : List.of("finished_at", "created_at")) {
      JsonNode said = one.call().path(name);
      try {
        return OffsetDateTime.parse(said.asText()).toInstant();
      } catch (DateTimeParseException unsaid) {
        // The next one may be said.
      }
    }
    return one.event().receivedAt();
  }
}
