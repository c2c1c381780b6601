package io.aftercall.outbox;

import io.aftercall.store.Store;
import io.aftercall.store.UlidGenerator;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Which destinations have ever been configured, and which are off, known over restarts. */
public final class DestinationSetups {
  private static final String SAVE =
      """
      insert into destination_setup (name, configured_at, off_since) values (?, ?, ?)
      on conflict (name) do update
        set configured_at = excluded.configured_at, off_since = excluded.off_since\
      """;

  /** Each half by an index of its own. */
  private static final String OLDER =
      """
      select count(*), min(created_at) from (
        select created_at from delivery
          where is_open = 1 and waits = 0 and destination = ? and id < ?
        union all
        select created_at from delivery
          where is_open = 1 and waits = 1 and destination = ? and id < ?) as waiting\
      """;

  private final Store store;

  public DestinationSetups(Store store) {
    this.store = store;
  }

  /**
   * @param configuredAt when all its settings were there for the first time, or null: never
   * @param offSince when it was found off, or null: it is not
   */
  public record SetupRow(Instant configuredAt, Instant offSince) {
    /** Of a destination nobody has looked at before. */
    public static final SetupRow UNKNOWN = new SetupRow(null, null);
  }

  /**
   * What has waited for a destination.
   *
   * @param oldest when the first of them was routed, or null: there is none
   */
  public record Waiting(long count, Instant oldest) {}

  /** By destination. */
  public Map<String, SetupRow> all() {
    return store.read(
        db -> {
          Map<String, SetupRow> setups = new TreeMap<>();
          db.sql("select name, configured_at, off_since from destination_setup")
              .query(
                  row -> {
                    setups.put(row.getString(1), new SetupRow(time(row, 2), time(row, 3)));
                  });
          return setups;
        });
  }

  public void save(String destination, SetupRow setup) {
    store.write(
        transaction -> {
          PreparedStatement upsert = transaction.statement(SAVE);
          upsert.setString(1, destination);
          set(upsert, 2, setup.configuredAt());
          set(upsert, 3, setup.offSince());
          return upsert.executeUpdate();
        });
  }

  /** What waits for a destination and came in before then. */
  public Waiting waiting(String destination, Instant before) {
    String id = UlidGenerator.floor(before);
    return store.read(
        db ->
            db.sql(OLDER)
                .params(destination, id, destination, id)
                .query((row, n) -> new Waiting(row.getLong(1), time(row, 2)))
                .single());
  }

  private static void set(PreparedStatement statement, int column, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(column, Types.BIGINT);
    } else {
      statement.setLong(column, time.toEpochMilli());
    }
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
