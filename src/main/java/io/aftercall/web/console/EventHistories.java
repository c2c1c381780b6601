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
import java.util.HashMap;
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
    Map<String, EventRow> byId =
        rows.stream().collect(Collectors.toMap(EventRow::id, Function.identity()));
    Map<String, EventHistory> stories = new HashMap<>();
    journal.eachBody(
        byId.keySet(), body -> stories.put(body.eventId(), story(byId.get(body.eventId()), body)));
    return rows.stream()
        .map(row -> stories.computeIfAbsent(row.id(), id -> story(row, null)))
        .toList();
  }

  private EventHistory story(EventRow row, EventBody body) {
    return new EventHistory(
        row,
        body == null ? 0 : body.body().length,
        body == null ? null : viewPermissions.shown(tell(row, body)),
        deliveries.ofEvent(row.id()).stream().map(this::story).toList(),
        stateChangeLog.of(row.id()));
  }

  private DeliveryStory story(DeliveryRow row) {
    return new DeliveryStory(
        row,
        deliveries.attempts(row.id()),
        viewPermissions.shown(deliveries.answers(row.id())),
        stateChangeLog.of(row.id()));
  }

  private DryRunReport tell(EventRow row, EventBody body) {
    try {
      return dryRunCache.tell(body);
    } catch (IllegalArgumentException e) {
      String problem = "there is no source config/sources/" + row.source() + ".yaml any more";
      return new DryRunReport(null, problem, "quarantined", "", List.of(), List.of(), List.of());
    }
  }
}
