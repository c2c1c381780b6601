package aftercall.upkeep;

import aftercall.journal.EventRemoval;
import aftercall.outbox.DeliveryRemoval;
import aftercall.store.Store;
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
 * the door waits for no more than one page, and most of the time there is none.
 */
final class Retention {
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
  private final Expiry.Removals removals;
  private final RetentionSettings settings;
  private final Duty duty;
  private final InstantSource clock;
  private final Map<Expiry, AtomicLong> removed = new EnumMap<>(Expiry.class);
  private Expiry current = Expiry.RAW;
  private String after = "";
  private int size = SMALLEST;
  private volatile Instant lastRound;

  Retention(Store store, RetentionSettings settings, Duty duty, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.duty = duty;
    this.clock = clock;
    removals =
        new Expiry.Removals(
            store.dialect(), new EventRemoval(store), new DeliveryRemoval(store, clock));
    for (Expiry expiry : Expiry.values()) {
      removed.put(expiry, new AtomicLong());
    }
  }

  /** One page. Returns how long to rest. */
  Duration step() {
    if (!duty.isOurs()) {
      return NOT_OURS;
    }
    Instant before = clock.instant().minus(kept(current));
    List<String> page = current.find(store, after, before, size);
    boolean last = page.size() < size;
    long took = page.isEmpty() ? 0 : takeOut(page, before);
    after = page.isEmpty() ? after : page.get(page.size() - 1);
    if (last) {
      return next();
    }
    size = took > SLOW ? Math.max(SMALLEST, size / 2) : Math.min(LARGEST, size * 2);
    Duration rest = Duration.ofNanos(took * SHARE);
    return rest.compareTo(SHORTEST) > 0 ? rest : SHORTEST;
  }

  private long takeOut(List<String> page, Instant before) {
    Expiry expiry = current;
    long start = System.nanoTime();
    int rows = store.write(tx -> expiry.takeOut(tx, page, before, removals));
    removed.get(expiry).addAndGet(rows);
    return System.nanoTime() - start;
  }

  /** Of what follows; after all of it a round is done. */
  private Duration next() {
    after = "";
    int following = current.ordinal() + 1;
    current = Expiry.values()[following % Expiry.values().length];
    if (following < Expiry.values().length) {
      return Duration.ZERO;
    }
    lastRound = clock.instant();
    LOG.debug("retention.round removed={}", removed);
    return REST;
  }

  /** For a node that stops. */
  void stop() {
    duty.giveBack();
  }

  Duration kept(Expiry expiry) {
    return switch (expiry) {
      case RAW -> settings.raw();
      case ATTEMPTS -> settings.attempts();
      case ACCOUNT -> settings.account();
    };
  }

  /** Rows taken out since the start: bodies, tries, calls. */
  long removed(Expiry expiry) {
    return removed.get(expiry).get();
  }

  /** When this node last finished a round; null when it has not, or another node does it. */
  Instant lastRound() {
    return lastRound;
  }
}
