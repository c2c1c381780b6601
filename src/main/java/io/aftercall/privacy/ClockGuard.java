package io.aftercall.privacy;

import io.aftercall.destination.HealthCheck;
import io.aftercall.store.Store;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether this machine's clock is believed when it says that something is old. A clock that is days
 * ahead of the latest time known here would have the retention remove everything at once; then
 * nothing is removed until a person says that the clock is right.
 *
 * <p>The known time moves on with the clock in small steps only, so it does not help a wrong clock
 * that calls come in meanwhile.
 */
public final class ClockGuard implements HealthCheck {
  /** As long as that nobody needs to have looked. */
  static final Duration MOST_AHEAD = Duration.ofDays(2);

  private static final Duration STEP = Duration.ofMinutes(1);
  private static final String MOVE =
      """
      insert into clock_mark (name, at, who, why) values ('retention', ?, ?, ?)
      on conflict (name) do update set at = excluded.at, who = excluded.who, why = excluded.why\
      """;

  private final Store store;
  private final InstantSource clock;

  /**
   * What the clock says, against what is known.
   *
   * @param known the latest time that was believed
   */
  public record Reading(Instant known, Instant now) {
    public Duration ahead() {
      return Duration.between(known, now);
    }

    public boolean isBelieved() {
      return ahead().compareTo(MOST_AHEAD) <= 0;
    }
  }

  public ClockGuard(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  public Reading read() {
    Instant now = clock.instant();
    return new Reading(known().orElse(now), now);
  }

  /** Of a database without a mark, the newest call tells. */
  private Optional<Instant> known() {
    return store.read(
        db ->
            db.sql("select at from clock_mark where name = 'retention'")
                .query(Long.class)
                .optional()
                .or(
                    () ->
                        db.sql("select received_at from event order by id desc limit 1")
                            .query(Long.class)
                            .optional())
                .map(Instant::ofEpochMilli));
  }

  /** Whether what is old by the clock may be removed now. */
  boolean mayRemove() {
    Reading reading = read();
    if (!reading.isBelieved()) {
      return false;
    }
    boolean moved = reading.ahead().abs().compareTo(STEP) >= 0;
    if (moved || store.read(ClockGuard::isUnmarked)) {
      store.write(transaction -> move(transaction, reading.now(), null, null));
    }
    return true;
  }

  private static boolean isUnmarked(org.springframework.jdbc.core.simple.JdbcClient db) {
    return db.sql("select 1 from clock_mark where name = 'retention'")
        .query(Integer.class)
        .list()
        .isEmpty();
  }

  /** A person says that the clock is right. Returns how it stood before. */
  public Reading confirm(String who, String why) {
    Reading before = read();
    store.write(transaction -> move(transaction, before.now(), who, why));
    return before;
  }

  private static int move(Transaction transaction, Instant at, String who, String why)
      throws SQLException {
    PreparedStatement upsert = transaction.statement(MOVE);
    upsert.setLong(1, at.toEpochMilli());
    upsert.setString(2, who);
    upsert.setString(3, why);
    return upsert.executeUpdate();
  }

  @Override
  public Finding examine() {
    try {
      Reading reading = read();
      return reading.isBelieved()
          ? Finding.good("clock and age", "what is old by this machine's clock may go")
          : Finding.bad("clock and age", told(reading));
    } catch (StoreUnavailableException e) {
      return Finding.bad("clock and age", "cannot be compared, the database does not answer");
    }
  }

  private static String told(Reading reading) {
    return ("this machine's clock says %s, %d days after the latest time known here (%s): nothing"
            + " is removed for its age. Set the clock right; or, when it is right, run"
            + " confirm-clock --why \"…\"")
        .formatted(
            reading.now().truncatedTo(ChronoUnit.SECONDS),
            reading.ahead().toDays(),
            reading.known().truncatedTo(ChronoUnit.SECONDS));
  }
}
