package io.aftercall.outbox;

import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** The destinations that take nothing now, known to all nodes. Their deliveries stay pending. */
public final class DestinationPauses {
  private static final String PAUSE =
      """
      insert into destination (name, paused_since, paused_until, pause_reason) values (?, ?, ?, ?)
      on conflict (name) do update
        set paused_until = excluded.paused_until, pause_reason = excluded.pause_reason
        where excluded.paused_until is null or destination.paused_until is not null\
      """;
  private static final String RESUME = "delete from destination where name = ?";
  private static final String REOPEN = RESUME + " and paused_until is not null";
  private static final String SET_BACK =
      "update destination set paused_until = paused_until - ? where paused_until > ?";
  private static final String SINCE_FUTURE =
      "update destination set paused_since = ?, paused_until = paused_until - (paused_since - ?)"
          + " where paused_since > ?";
  private static final String PROBE =
      "update destination set paused_until = ? where name = ? and paused_until <= ?";

  private final Store store;
  private final InstantSource clock;

  public DestinationPauses(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Pauses, or renews reason and end of a pause that stands. One that a person ordered stays
   * theirs.
   *
   * @param until when one delivery may try again; null: until a person resumes it
   */
  public void pause(String destination, String reason, Instant until) {
    store.write(
        transaction -> {
          PreparedStatement upsert = transaction.statement(PAUSE);
          upsert.setString(1, destination);
          upsert.setLong(2, clock.millis());
          if (until == null) {
            upsert.setNull(3, Types.BIGINT);
          } else {
            upsert.setLong(3, until.toEpochMilli());
          }
          upsert.setString(4, reason);
          return upsert.executeUpdate();
        });
  }

  /** The clock was set back: pauses end as much earlier. */
  public int shiftDueTimes(Duration by) {
    return store.write(
        transaction -> {
          PreparedStatement update = transaction.statement(SET_BACK);
          update.setLong(1, by.toMillis());
          update.setLong(2, clock.millis());
          return update.executeUpdate();
        });
  }

  /** The same for pauses that began later than now, by a clock that was ahead. */
  public int shiftFutureTimes(Duration tolerance) {
    return store.write(
        transaction -> {
          PreparedStatement update = transaction.statement(SINCE_FUTURE);
          update.setLong(1, clock.millis());
          update.setLong(2, clock.millis());
          update.setLong(3, clock.millis() + tolerance.toMillis());
          return update.executeUpdate();
        });
  }

  /** By a person. Whether it was paused. */
  public boolean resume(String destination) {
    return delete(RESUME, destination);
  }

  /** The destination answers again. A pause that a person ordered stays. */
  public boolean reopen(String destination) {
    return delete(REOPEN, destination);
  }

  private boolean delete(String sql, String destination) {
    return store.write(
        transaction -> {
          PreparedStatement delete = transaction.statement(sql);
          delete.setString(1, destination);
          return delete.executeUpdate() == 1;
        });
  }

  /**
   * Asks for the one try that is allowed when a pause has run out. Of all nodes one gets it.
   *
   * @param next when the next try is allowed, should this one not end in {@link #resume}
   */
  public boolean mayProbe(String destination, Instant next) {
    return store.write(transaction -> probe(transaction, destination, next));
  }

  private boolean probe(Transaction transaction, String destination, Instant next)
      throws SQLException {
    PreparedStatement update = transaction.statement(PROBE);
    update.setLong(1, next.toEpochMilli());
    update.setString(2, destination);
    update.setLong(3, clock.millis());
    return update.executeUpdate() == 1;
  }

  /** By destination; also those that have run out, until they are resumed. */
  public Map<String, DestinationPause> all() {
    return store.read(
        db -> {
          Map<String, DestinationPause> destinationPauses = new TreeMap<>();
          db.sql("select name, pause_reason, paused_since, paused_until from destination")
              .query(
                  row -> {
                    destinationPauses.put(row.getString(1), pause(row));
                  });
          return destinationPauses;
        });
  }

  private static DestinationPause pause(ResultSet row) throws SQLException {
    long millis = row.getLong(4);
    Instant until = row.wasNull() ? null : Instant.ofEpochMilli(millis);
    return new DestinationPause(
        row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)), until);
  }
}
