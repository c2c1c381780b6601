package io.aftercall.privacy;

import io.aftercall.journal.EventDeletion;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out what has been kept for long enough, a small page at a time: who waits for a commit at
 * the webhook endpoint waits for no more than one page, and most of the time there is none.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** After a round that found nothing more. */
  static final Duration REST = Duration.ofMinutes(15);

  private static final Duration NOT_OURS = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(20);

  /** For so many times as long as a page took, the writer is everybody else's. */
  private static final int SHARE = 10;

  private static final long SLOW = Duration.ofMillis(10).toNanos();
  private static final int SMALLEST = 10;
  private static final int LARGEST = 50;

  private final Store store;
  private final RetentionClass.Removals removals;
  private final RetentionSettings settings;
  private final LeaderLease leaderLease;
  private final ClockGuard guard;
  private final InstantSource clock;
  private final Map<RetentionClass, AtomicLong> removed = new EnumMap<>(RetentionClass.class);
  private RetentionClass current = RetentionClass.BODIES;
  private String after = "";
  private int size = SMALLEST;
  private boolean cleanAfterwards;
  private volatile Instant lastRound;

  public Retention(
      Store store,
      RetentionSettings settings,
      LeaderLease leaderLease,
      ClockGuard guard,
      InstantSource clock) {
    this.guard = guard;
    this.store = store;
    this.settings = settings;
    this.leaderLease = leaderLease;
    this.clock = clock;
    removals =
        new RetentionClass.Removals(
            store.dialect(), new EventDeletion(store), new DeliveryDeletion(store, clock));
    for (RetentionClass retentionClass : RetentionClass.values()) {
      removed.put(retentionClass, new AtomicLong());
    }
  }

  /** One page. Returns how long to rest. */
  Duration step() {
    if (!leaderLease.isLeader() || !guard.mayRemove()) {
      return NOT_OURS;
    }
    Instant before = clock.instant().minus(kept(current));
    List<String> page = current.find(store, after, before, size);
    boolean last = page.size() < size;
    long took = page.isEmpty() ? 0 : delete(page, before);
    after = page.isEmpty() ? after : page.get(page.size() - 1);
    if (last) {
      return next();
    }
    size = took > SLOW ? Math.max(SMALLEST, size / 2) : Math.min(LARGEST, size * 2);
    Duration rest = Duration.ofNanos(took * SHARE);
    return rest.compareTo(SHORTEST) > 0 ? rest : SHORTEST;
  }

  private long delete(List<String> page, Instant before) {
    RetentionClass retentionClass = current;
    long start = System.nanoTime();
    int rows =
        store.write(transaction -> retentionClass.delete(transaction, page, before, removals));
    removed.get(retentionClass).addAndGet(rows);
    cleanAfterwards |= rows > 0;
    return System.nanoTime() - start;
  }

  /** Of what follows; after all of it a round is done. */
  private Duration next() {
    after = "";
    int following = current.ordinal() + 1;
    current = RetentionClass.values()[following % RetentionClass.values().length];
    if (following < RetentionClass.values().length) {
      return Duration.ZERO;
    }
    lastRound = clock.instant();
    if (cleanAfterwards) {
      cleanAfterwards = false;
      store.deletedForGood();
    }
    LOG.debug("retention.round removed={}", removed);
    return REST;
  }

  /** For a node that stops. */
  void stop() {
    leaderLease.release();
  }

  Duration kept(RetentionClass retentionClass) {
    return switch (retentionClass) {
      case BODIES -> settings.bodies();
      case ATTEMPTS -> settings.attempts();
      case CALLS -> settings.calls();
    };
  }

  /** Rows taken out since the start: bodies, tries, calls. */
  long removed(RetentionClass retentionClass) {
    return removed.get(retentionClass).get();
  }

  /** When this node last finished a round; null when it has not, or another node does it. */
  Instant lastRound() {
    return lastRound;
  }
}
