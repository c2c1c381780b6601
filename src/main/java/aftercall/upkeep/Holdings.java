package aftercall.upkeep;

import aftercall.journal.EventRemoval;
import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRemoval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds everything that is held about a person or a call. */
final class Holdings {
  private final EventRemoval events;
  private final DeliveryList deliveries;
  private final DeliveryRemoval removal;

  Holdings(EventRemoval events, DeliveryList deliveries, DeliveryRemoval removal) {
    this.events = events;
    this.deliveries = deliveries;
    this.removal = removal;
  }

  /** Events; of a person also those nobody could read that hold the number. */
  List<EventRemoval.Found> events(Subject subject) {
    if (!subject.isPerson()) {
      return events.ofCall(subject.source(), subject.callId());
    }
    List<EventRemoval.Found> found = new ArrayList<>(events.ofPerson(subject.personKey()));
    if (subject.personKey().startsWith("+")) {
      found.addAll(events.notUnderstoodWith(subject.personKey()));
    }
    return found;
  }

  /** What is remembered of records in other systems; a call alone has none. */
  List<DeliveryRemoval.Remembered> marks(Subject subject) {
    return subject.isPerson() ? removal.marks(subject.personKey()) : List.of();
  }

  /** How much it is, in words of the console. */
  Map<String, Long> count(Subject subject) {
    List<EventRemoval.Found> found = events(subject);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("calls", found.stream().map(e -> e.source() + " " + e.callId()).distinct().count());
    counts.put("events", (long) found.size());
    counts.put(
        "deliveries",
        subject.isPerson()
            ? deliveries.count(DeliveryFilter.all().ofPerson(subject.personKey()))
            : deliveries.count(
                DeliveryFilter.all().from(subject.source()).ofCall(subject.callId())));
    counts.put("remembered_records", (long) marks(subject).size());
    return counts;
  }
}
