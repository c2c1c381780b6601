package io.aftercall.ops;

import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DestinationBacklog;
import io.aftercall.outbox.DestinationPause;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.store.Store;
import io.aftercall.store.StoreUnavailableException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Feels every few seconds whether the store commits and what is still to do, once for all who ask:
 * health, metrics, console. A beat that took long is followed by a longer rest, so that counting a
 * large backlog never takes more than a twentieth of the time.
 */
final class HealthPoller implements AutoCloseable {
  private static final Duration REST = Duration.ofSeconds(5);
  private static final int SHARE = 20;
  private static final List<EventState> ASIDE =
      List.of(EventState.HELD, EventState.QUARANTINED, EventState.UNROUTED);

  private final Store store;
  private final DeliveryQueries deliveries;
  private final EventQueries events;
  private final DestinationPauses destinationPauses;
  private final Consumer<HealthSnapshot> listener;
  private final WorkerLoop workerLoop;
  private volatile HealthSnapshot last = new HealthSnapshot(false, List.of(), Map.of(), Map.of());

  /**
   * What one look found.
   *
   * @param commits whether a row could be made durable
   * @param aside events that wait for a person, by state
   */
  record HealthSnapshot(
      boolean commits,
      List<DestinationBacklog> standings,
      Map<String, DestinationPause> pauses,
      Map<EventState, Long> aside) {}

  HealthPoller(
      Store store,
      DeliveryQueries deliveries,
      EventQueries events,
      DestinationPauses destinationPauses,
      Consumer<HealthSnapshot> listener,
      WorkerRegistry workers) {
    this.store = store;
    this.deliveries = deliveries;
    this.events = events;
    this.destinationPauses = destinationPauses;
    this.listener = listener;
    snapshot();
    workerLoop = workers.start("pulse", new WakeUp(), this::snapshot);
  }

  private Duration snapshot() {
    long start = System.nanoTime();
    last = poll();
    listener.accept(last);
    long took = System.nanoTime() - start;
    return Duration.ofNanos(Math.max(REST.toNanos(), took * SHARE));
  }

  /** While the database is away the numbers are the last known ones. */
  private HealthSnapshot poll() {
    boolean commits = store.canCommit();
    try {
      return new HealthSnapshot(commits, deliveries.standings(), destinationPauses.all(), aside());
    } catch (StoreUnavailableException away) {
      return new HealthSnapshot(false, last.standings(), last.pauses(), last.aside());
    }
  }

  private Map<EventState, Long> aside() {
    Map<EventState, Long> counts = new EnumMap<>(EventState.class);
    for (EventState state : ASIDE) {
      counts.put(state, events.count(EventFilter.all().in(state)));
    }
    return counts;
  }

  HealthSnapshot last() {
    return last;
  }

  @Override
  public void close() {
    WorkerLoop.close(List.of(workerLoop), Duration.ofSeconds(1));
  }
}
