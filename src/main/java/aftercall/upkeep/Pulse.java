package aftercall.upkeep;

import aftercall.journal.EventFilter;
import aftercall.journal.EventList;
import aftercall.journal.EventState;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.Pause;
import aftercall.outbox.Pauses;
import aftercall.outbox.Standing;
import aftercall.store.Store;
import aftercall.store.StoreUnavailable;
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
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final int SHARE = 20;

  private final Store store;
  private final DeliveryList deliveries;
  private final EventList events;
  private final Pauses pauses;
  private final Consumer<Beat> listener;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread made = new Thread(run, "pulse");
            made.setDaemon(true);
            return made;
          });
  private volatile Beat last = new Beat(false, List.of(), Map.of(), 0);

  /**
   * What one look found.
   *
   * @param commits whether a row could be made durable
   * @param held events that wait for a person
   */
  record Beat(boolean commits, List<Standing> standings, Map<String, Pause> pauses, long held) {}

  Pulse(
      Store store,
      DeliveryList deliveries,
      EventList events,
      Pauses pauses,
      Consumer<Beat> listener) {
    this.store = store;
    this.deliveries = deliveries;
    this.events = events;
    this.pauses = pauses;
    this.listener = listener;
    beat();
  }

  /** Never throws, or the next beat would not come. */
  private void beat() {
    long start = System.nanoTime();
    try {
      last = look();
      listener.accept(last);
    } catch (RuntimeException e) {
      LOG.warn("pulse.failed error={}", e.toString());
    }
    long took = System.nanoTime() - start;
    if (!thread.isShutdown()) {
      thread.schedule(this::beat, Math.max(REST.toNanos(), took * SHARE), TimeUnit.NANOSECONDS);
    }
  }

  /** While the database is away the numbers are the last known ones. */
  private Beat look() {
    boolean commits = store.canCommit();
    try {
      return new Beat(
          commits,
          deliveries.standings(),
          pauses.all(),
          events.count(EventFilter.all().in(EventState.HELD)));
    } catch (StoreUnavailable away) {
      return new Beat(false, last.standings(), last.pauses(), last.held());
    }
  }

  Beat last() {
    return last;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
