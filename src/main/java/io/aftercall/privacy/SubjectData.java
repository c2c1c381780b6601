package io.aftercall.privacy;

import io.aftercall.journal.EventDeletion;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds everything that is held about a person or a call. */
public final class SubjectData {
  private final EventDeletion events;
  private final DeliveryQueries deliveries;
  private final DeliveryDeletion removal;

  public SubjectData(EventDeletion events, DeliveryQueries deliveries, DeliveryDeletion removal) {
    this.events = events;
    this.deliveries = deliveries;
    this.removal = removal;
  }

  /** Events; of a person also those nobody could read that hold the number. */
  List<EventDeletion.Found> events(DataSubject dataSubject) {
    if (!dataSubject.isPerson()) {
      return events.ofCall(dataSubject.source(), dataSubject.callId());
    }
    List<EventDeletion.Found> found = new ArrayList<>(events.ofPerson(dataSubject.personKey()));
    if (dataSubject.personKey().startsWith("+")) {
      found.addAll(events.notUnderstoodWith(dataSubject.personKey()));
    }
    return found;
  }

  /** What is remembered of records in other systems; a call alone has none. */
  List<DeliveryDeletion.Remembered> marks(DataSubject dataSubject) {
    return dataSubject.isPerson() ? removal.marks(dataSubject.personKey()) : List.of();
  }

  Optional<DeliveryDeletion.HeldPromise> promise(String eventId) {
    return removal.promise(eventId);
  }

  Optional<DeliveryDeletion.HeldAppointment> appointment(String deliveryId) {
    return removal.appointment(deliveryId);
  }

  /** How much it is, in words of the console. */
  Map<String, Long> count(DataSubject dataSubject) {
    List<EventDeletion.Found> found = events(dataSubject);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("calls", found.stream().map(e -> e.source() + " " + e.callId()).distinct().count());
    counts.put("events", (long) found.size());
    counts.put(
        "deliveries",
        dataSubject.isPerson()
            ? deliveries.count(DeliveryFilter.all().ofPerson(dataSubject.personKey()))
            : deliveries.count(
                DeliveryFilter.all().from(dataSubject.source()).ofCall(dataSubject.callId())));
    counts.put("remembered_records", (long) marks(dataSubject).size());
    return counts;
  }
}
