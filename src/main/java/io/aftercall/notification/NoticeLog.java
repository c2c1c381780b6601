package io.aftercall.notification;

import io.aftercall.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Of what people have been told, known over restarts and to the node that takes over. */
final class NoticeLog {
  private static final String SAVE =
      """
      insert into notice (kind, destination, code, since, gone_since, told_at)
      values (?, ?, ?, ?, ?, ?)
      on conflict (kind, destination, code) do update
        set since = excluded.since, gone_since = excluded.gone_since, told_at = excluded.told_at\
      """;

  private static final String REMOVE =
      "delete from notice where kind = ? and destination = ? and code = ?";

  private final Store store;

  NoticeLog(Store store) {
    this.store = store;
  }

  Map<Cause.Key, NoticeState> all() {
    return store.read(
        db -> {
          Map<Cause.Key, NoticeState> states = new HashMap<>();
          db.sql("select kind, destination, code, since, gone_since, told_at from notice")
              .query(
                  row -> {
                    NoticeState state = state(row);
                    states.put(state.key(), state);
                  });
          return states;
        });
  }

  private static NoticeState state(ResultSet row) throws SQLException {
    Cause.Key key =
        new Cause.Key(
            Cause.Kind.valueOf(row.getString("kind")),
            row.getString("destination"),
            row.getString("code"));
    return new NoticeState(key, time(row, "since"), time(row, "gone_since"), time(row, "told_at"));
  }

  void save(NoticeState state) {
    store.write(
        transaction -> {
          PreparedStatement upsert = transaction.statement(SAVE);
          name(upsert, state.key());
          upsert.setLong(4, state.since().toEpochMilli());
          set(upsert, 5, state.goneSince());
          set(upsert, 6, state.toldAt());
          return upsert.executeUpdate();
        });
  }

  void remove(Cause.Key key) {
    store.write(
        transaction -> {
          PreparedStatement delete = transaction.statement(REMOVE);
          name(delete, key);
          return delete.executeUpdate();
        });
  }

  private static void name(PreparedStatement statement, Cause.Key key) throws SQLException {
    statement.setString(1, key.kind().name());
    statement.setString(2, key.destination());
    statement.setString(3, key.code());
  }

  private static void set(PreparedStatement statement, int column, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(column, Types.BIGINT);
    } else {
      statement.setLong(column, time.toEpochMilli());
    }
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
