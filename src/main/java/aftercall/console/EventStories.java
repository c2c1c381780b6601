package aftercall.console;

import aftercall.console.EventStory.DeliveryStory;
import aftercall.journal.EventList;
import aftercall.journal.EventRow;
import aftercall.journal.Journal;
import aftercall.journal.StoredBody;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRow;
import aftercall.route.Rehearsals;
import aftercall.route.Story;
import aftercall.store.Changes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what the memories and the rules know about one call. */
final class EventStories {
  private final EventList events;
  private final Journal journal;
  private final DeliveryList deliveries;
  private final Changes changes;
  private final Rehearsals rehearsals;
  private final Clearance clearance;

  EventStories(
      EventList events,
      Journal journal,
      DeliveryList deliveries,
      Changes changes,
      Rehearsals rehearsals,
      Clearance clearance) {
    this.events = events;
    this.journal = journal;
    this.deliveries = deliveries;
    this.changes = changes;
    this.rehearsals = rehearsals;
    this.clearance = clearance;
  }

  /**
   * Every revision of a call, the first one first; empty when there is no such call.
   *
   * @param source null: of every source
   */
  List<EventStory> ofCall(String source, String callId) {
    List<EventRow> rows = events.ofCall(source, callId);
    Map<String, StoredBody> bodies =
        journal.bodies(rows.stream().map(EventRow::id).toList()).stream()
            .collect(Collectors.toMap(StoredBody::eventId, Function.identity()));
    return rows.stream().map(row -> story(row, bodies.get(row.id()))).toList();
  }

  private EventStory story(EventRow row, StoredBody body) {
    return new EventStory(
        row,
        body == null ? 0 : body.body().length,
        body == null ? null : clearance.shown(tell(row, body.body())),
        deliveries.ofEvent(row.id()).stream().map(this::story).toList(),
        changes.of(row.id()));
  }

  private DeliveryStory story(DeliveryRow row) {
    return new DeliveryStory(row, deliveries.attempts(row.id()), changes.of(row.id()));
  }

  private Story tell(EventRow row, byte[] body) {
    try {
      return rehearsals.tell(row.source(), body, row.revision());
    } catch (IllegalArgumentException e) {
      String problem = "there is no source config/sources/" + row.source() + ".yaml any more";
      return new Story(null, problem, "quarantined", "", List.of(), List.of());
    }
  }
}
