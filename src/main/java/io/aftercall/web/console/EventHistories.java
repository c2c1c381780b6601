package io.aftercall.web.console;

import io.aftercall.dryrun.DryRunCache;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.journal.EventBody;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.store.StateChangeLog;
import io.aftercall.web.console.EventHistory.DeliveryStory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what the memories and the rules know about one call. */
public final class EventHistories {
  private final EventQueries events;
  private final Journal journal;
  private final DeliveryQueries deliveries;
  private final StateChangeLog stateChangeLog;
  private final DryRunCache dryRunCache;
  private final ViewPermissions viewPermissions;

  EventHistories(
      EventQueries events,
      Journal journal,
      DeliveryQueries deliveries,
      StateChangeLog stateChangeLog,
      DryRunCache dryRunCache,
      ViewPermissions viewPermissions) {
    this.events = events;
    this.journal = journal;
    this.deliveries = deliveries;
    this.stateChangeLog = stateChangeLog;
    this.dryRunCache = dryRunCache;
    this.viewPermissions = viewPermissions;
  }

  /**
   * Every revision of a call, the first one first; empty when there is no such call.
   *
   * @param source null: of every source
   */
  public List<EventHistory> ofCall(String source, String callId) {
    List<EventRow> rows = events.ofCall(source, callId);
    Map<String, EventBody> bodies =
        journal.bodies(rows.stream().map(EventRow::id).toList()).stream()
            .collect(Collectors.toMap(EventBody::eventId, Function.identity()));
    return rows.stream().map(row -> story(row, bodies.get(row.id()))).toList();
  }

  private EventHistory story(EventRow row, EventBody body) {
    return new EventHistory(
        row,
        body == null ? 0 : body.body().length,
        body == null ? null : viewPermissions.shown(tell(row, body.body())),
        deliveries.ofEvent(row.id()).stream().map(this::story).toList(),
        stateChangeLog.of(row.id()));
  }

  private DeliveryStory story(DeliveryRow row) {
    return new DeliveryStory(row, deliveries.attempts(row.id()), stateChangeLog.of(row.id()));
  }

  private DryRunReport tell(EventRow row, byte[] body) {
    try {
      return dryRunCache.tell(row.source(), body, row.revision());
    } catch (IllegalArgumentException e) {
      String problem = "there is no source config/sources/" + row.source() + ".yaml any more";
      return new DryRunReport(null, problem, "quarantined", "", List.of(), List.of());
    }
  }
}
