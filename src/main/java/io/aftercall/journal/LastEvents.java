package io.aftercall.journal;

import io.aftercall.store.Store;
import io.aftercall.store.UlidGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the last event of each source came in. A look reads only what has come since the one before,
 * the first one some days.
 */
public final class LastEvents {
  private static final Duration FIRST_LOOK = Duration.ofDays(8);

  /** Ids are made when an event comes in and committed a little later, in another order. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final String SELECT =
      "select source, max(received_at) from event where id >= ? group by source";

  private final Store store;
  private final InstantSource clock;
  private final Map<String, Instant> last = new ConcurrentHashMap<>();
  private Instant lookedAt;

  public LastEvents(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  public synchronized void look() {
    Instant now = clock.instant();
    Instant from = lookedAt == null ? now.minus(FIRST_LOOK) : lookedAt.minus(OVERLAP);
    store.read(
        db -> {
          db.sql(SELECT)
              .params(UlidGenerator.floor(from))
              .query(
                  row -> {
                    last.merge(
                        row.getString(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        (before, found) -> found.isAfter(before) ? found : before);
                  });
          return null;
        });
    lookedAt = now;
  }

  /** Empty when none came in the last days. */
  public Optional<Instant> of(String source) {
    return Optional.ofNullable(last.get(source));
  }
}
