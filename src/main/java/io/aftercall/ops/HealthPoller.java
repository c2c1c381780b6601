package io.aftercall.ops;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feels every few seconds whether the store commits and what is still to do, once for all who ask:
 * health, metrics, console. A beat that took long is followed by a longer rest, so that counting a
 * large backlog never takes more than a twentieth of the time.
 */
final class HealthPoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthPoller.class);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final int SHARE = 20;

  private final Store store;
  private final DeliveryQueries deliveries;
  private final EventQueries events;
  private final DestinationPauses destinationPauses;
  private final Consumer<HealthSnapshot> listener;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread made = new Thread(run, "pulse");
            made.setDaemon(true);
            return made;
          });
  private volatile HealthSnapshot last = new HealthSnapshot(false, List.of(), Map.of(), 0);

  /**
   * What one look found.
   *
   * @param commits whether a row could be made durable
   * @param held events that wait for a person
   */
  record HealthSnapshot(
      boolean commits,
      List<DestinationBacklog> standings,
      Map<String, DestinationPause> pauses,
      long held) {}

  HealthPoller(
      Store store,
      DeliveryQueries deliveries,
      EventQueries events,
      DestinationPauses destinationPauses,
      Consumer<HealthSnapshot> listener) {
    this.store = store;
    this.deliveries = deliveries;
    this.events = events;
    this.destinationPauses = destinationPauses;
    this.listener = listener;
    snapshot();
  }

  /** Never throws, or the next beat would not come. */
  private void snapshot() {
    long start = System.nanoTime();
    try {
      last = poll();
      listener.accept(last);
    } catch (RuntimeException e) {
      LOG.warn("pulse.failed error={}", e.toString());
    }
    long took = System.nanoTime() - start;
    if (!thread.isShutdown()) {
      thread.schedule(this::snapshot, Math.max(REST.toNanos(), took * SHARE), TimeUnit.NANOSECONDS);
    }
  }

  /** While the database is away the numbers are the last known ones. */
  private HealthSnapshot poll() {
    boolean commits = store.canCommit();
    try {
      return new HealthSnapshot(
          commits,
          deliveries.standings(),
          destinationPauses.all(),
          events.count(EventFilter.all().in(EventState.HELD)));
    } catch (StoreUnavailableException away) {
      return new HealthSnapshot(false, last.standings(), last.pauses(), last.held());
    }
  }

  HealthSnapshot last() {
    return last;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
