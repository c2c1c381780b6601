package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes out for good what the outbox holds because of an event, and lets go who waited for it. */
public final class DeliveryDeletion {
  private final Store store;
  private final InstantSource clock;
  private final ReleaseSuccessors releaseSuccessors;
  private final String close;
  private final String attempts;
  private final String changes;
  private final String deliveries;
  private final String calendarEntries;
  private final String promises;
  private final String marks;

  /**
   * @param counts table to number of rows
   * @param delivered destination to number of records it has been given
   * @param underWay deliveries a worker had in its hands: they may still arrive
   */
  public record DeletionCounts(
      Map<String, Integer> counts, Map<String, Integer> delivered, int underWay) {}

  /** What is remembered of a record that was written. */
  public record Remembered(String destination, String recordKey, String fields) {}

  /** What a call promised, and for when. */
  public record HeldPromise(String kind, Instant due, String owner) {}

  /** What a delivery told the customer's calendar. */
  public record HeldAppointment(String uid, Instant start, Instant end, boolean cancelled) {}

  private record Row(String id, String destination, String person, String state, long due) {}

  public DeliveryDeletion(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    Dialect dialect = store.dialect();
    releaseSuccessors = new ReleaseSuccessors(dialect);
    close =
        "update delivery set state = 'discarded', is_open = 0, waits = 0, fence = fence + 1"
            + " where is_open = 1 and "
            + dialect.in("id");
    attempts = "delete from attempt where " + dialect.in("delivery_id");
    changes = "delete from change where " + dialect.in("subject_id");
    deliveries = "delete from delivery where " + dialect.in("id");
    calendarEntries = "delete from calendar_entry where " + dialect.in("delivery_id");
    promises = "delete from promise where " + dialect.in("event_id");
    marks =
        "delete from written where "
            + dialect.in("person_key")
            + " and not exists (select 1 from delivery d where d.person_key = written.person_key)";
  }

  /** Deliveries of events; what is remembered of records goes with a person's last delivery. */
  public DeletionCounts delete(Transaction transaction, Collection<String> eventIds)
      throws SQLException {
    Map<String, Integer> delivered = new TreeMap<>();
    Set<String> persons = new LinkedHashSet<>();
    List<String> ids = new ArrayList<>();
    int underWay = 0;
    for (Row row : rows(transaction, eventIds)) {
      ids.add(row.id());
      persons.add(row.person());
      if (row.state().equals("delivered")) {
        delivered.merge(row.destination(), 1, Integer::sum);
      }
      underWay += row.state().equals("sending") && row.due() > clock.millis() ? 1 : 0;
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("promise", run(transaction, promises, eventIds));
    if (!ids.isEmpty()) {
      // Closed first and taken out then: whoever waits behind them is found by their rows.
      run(transaction, close, ids);
      releaseSuccessors.of(transaction, ids);
      counts.put("attempt", run(transaction, attempts, ids));
      AttemptAnswers.deleteOfEvents(transaction, eventIds);
      counts.put("change", run(transaction, changes, ids));
      counts.put("calendar_entry", run(transaction, calendarEntries, ids));
      counts.put("delivery", run(transaction, deliveries, ids));
      counts.put("written", run(transaction, marks, persons));
    }
    return new DeletionCounts(counts, delivered, underWay);
  }

  /** What destinations said about these events, for good. */
  public int deleteAnswers(Transaction transaction, Collection<String> eventIds)
      throws SQLException {
    return AttemptAnswers.deleteOfEvents(transaction, eventIds);
  }

  /** What destinations said about these deliveries before a time in milliseconds. */
  public int deleteAnswers(Transaction transaction, Collection<String> deliveryIds, long before)
      throws SQLException {
    return AttemptAnswers.delete(transaction, deliveryIds, before);
  }

  private static List<Row> rows(Transaction transaction, Collection<String> eventIds)
      throws SQLException {
    PreparedStatement select =
        transaction.statement(
            "select id, destination, person_key, state, due_at from delivery where id > ? and id <"
                + " ?");
    List<Row> rows = new ArrayList<>();
    for (String event : eventIds) {
      select.setString(1, event + ".");
      select.setString(2, event + "/");
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(
              new Row(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getLong(5)));
        }
      }
    }
    return rows;
  }

  private int run(Transaction transaction, String sql, Collection<String> values)
      throws SQLException {
    PreparedStatement statement = transaction.statement(sql);
    statement.setObject(1, store.dialect().list(values));
    return statement.executeUpdate();
  }

  /** What is remembered of records, whether or not deliveries of the person are left. */
  public int deleteMarks(Transaction transaction, String personKey) throws SQLException {
    PreparedStatement delete = transaction.statement("delete from written where person_key = ?");
    delete.setString(1, personKey);
    return delete.executeUpdate();
  }

  /** What is remembered of a person's records. */
  public Optional<HeldPromise> promise(String eventId) {
    return store.read(
        db ->
            db.sql("select kind, due_at, owner from promise where event_id = ?")
                .param(eventId)
                .query(
                    (row, n) ->
                        new HeldPromise(
                            row.getString(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            row.getString(3)))
                .optional());
  }

  public Optional<HeldAppointment> appointment(String deliveryId) {
    return store.read(
        db ->
            db.sql(
                    "select uid, start_at, end_at, cancelled from calendar_entry"
                        + " where delivery_id = ?")
                .param(deliveryId)
                .query(
                    (row, n) ->
                        new HeldAppointment(
                            row.getString(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            Instant.ofEpochMilli(row.getLong(3)),
                            row.getInt(4) == 1))
                .optional());
  }

  public List<Remembered> marks(String personKey) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of("select destination, record_key, fields from written")
            .where("person_key = ?", personKey)
            .append("order by destination, record_key");
    return store.read(
        db ->
            sqlBuilder
                .on(db)
                .query(
                    (row, n) ->
                        new Remembered(row.getString(1), row.getString(2), row.getString(3)))
                .list());
  }
}
