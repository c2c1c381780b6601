package io.aftercall.outbox;

import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Which appointments customers have been sent. What a delivery says is fixed before it is sent, so
 * that a repeat says the same; the customer has it once the delivery is delivered, or may be.
 */
public interface CalendarEntries {
  /**
   * What is told about an appointment.
   *
   * @param start of the appointment, {@code end} after it
   * @param content hash of all that the customer is told of it
   */
  record Appointment(Instant start, Instant end, String content) {}

  /**
   * The entry by which a delivery sends an appointment: a new one, or the next of the one that the
   * person's calendar has and that is still to come. Empty where the calendar has the very same, or
   * what a later call said.
   */
  Optional<CalendarEntry> request(String deliveryId, String personKey, Appointment appointment);

  /**
   * The entry by which a delivery takes back the appointment that is still to come. Empty where the
   * person's calendar has none, or one that a later call agreed on.
   */
  Optional<CalendarEntry> cancel(String deliveryId, String personKey);

  /** Remembers nothing, as in a dry run: each appointment is a new one. */
  static CalendarEntries none() {
    return new Nothing();
  }

  /** The installation's own. */
  static CalendarEntries of(Store store, InstantSource clock) {
    return new Stored(store, clock);
  }

  private static String uid(String deliveryId) {
    return UUID.nameUUIDFromBytes(deliveryId.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** In a dry run. */
  final class Nothing implements CalendarEntries {
    private Nothing() {}

    @Override
    public Optional<CalendarEntry> request(
        String deliveryId, String personKey, Appointment appointment) {
      return Optional.of(
          new CalendarEntry(
              uid(deliveryId), 0, appointment.start(), appointment.end(), null, false));
    }

    @Override
    public Optional<CalendarEntry> cancel(String deliveryId, String personKey) {
      return Optional.empty();
    }
  }

  /** In the database. Safe for use by many threads. */
  final class Stored implements CalendarEntries {
    private static final String COLUMNS =
        "select c.uid, c.sequence, c.start_at, c.end_at, c.previous_start, c.cancelled, c.content"
            + " from calendar_entry c";

    static final String OWN = COLUMNS + " where c.delivery_id = ?";

    /** What the customer has, or may have: the last thing that was said. */
    static final String LATEST =
        COLUMNS
            + """
             join delivery d on d.id = c.delivery_id
            where c.person_key = ? and c.destination = ? and c.delivery_id <> ?
              and (d.state = 'delivered' or d.maybe_sent = 1 or d.progress is not null)
            order by d.seq desc, c.delivery_id desc limit 1\
            """;

    private static final String LATER =
        "select 1 from calendar_entry c join delivery d on d.id = c.delivery_id join delivery o on"
            + " o.id = ? where c.person_key = ? and c.destination = ? and c.uid = ? and d.seq >"
            + " o.seq and (d.state = 'delivered' or d.maybe_sent = 1 or d.progress is not null)";

    static final String HIGHEST =
        "select max(sequence) from calendar_entry where person_key = ? and destination = ? and uid"
            + " = ?";

    private static final String PUT =
        """
        insert into calendar_entry (delivery_id, destination, person_key, uid, sequence, start_at,
          end_at, previous_start, cancelled, content)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (delivery_id) do update set uid = excluded.uid, sequence = excluded.sequence,
          start_at = excluded.start_at, end_at = excluded.end_at,
          previous_start = excluded.previous_start, cancelled = excluded.cancelled,
          content = excluded.content\
        """;

    private final Store store;
    private final InstantSource clock;

    private record Row(CalendarEntry entry, String content) {
      boolean tells(Appointment appointment) {
        return !entry.cancelled() && content.equals(appointment.content());
      }
    }

    /** Whose entry it is. */
    private record EntryKey(String deliveryId, String personKey) {
      /** Delivery ids are {@code <event>.<destination>.<ordinal>}. */
      String destination() {
        int first = deliveryId.indexOf('.');
        return deliveryId.substring(first + 1, Math.max(first + 1, deliveryId.lastIndexOf('.')));
      }
    }

    private Stored(Store store, InstantSource clock) {
      this.store = store;
      this.clock = clock;
    }

    @Override
    public Optional<CalendarEntry> request(
        String deliveryId, String personKey, Appointment appointment) {
      EntryKey key = new EntryKey(deliveryId, personKey);
      return store.write(transaction -> request(transaction, key, appointment));
    }

    private Optional<CalendarEntry> request(
        Transaction transaction, EntryKey key, Appointment appointment) throws SQLException {
      Optional<Row> own = row(transaction, OWN, key.deliveryId());
      if (own.isPresent() && own.get().tells(appointment)) {
        return own.map(Row::entry);
      }
      Optional<Row> known = known(transaction, key);
      if (known.isPresent()
          && (own.isEmpty() && known.get().tells(appointment)
              || isOvertaken(transaction, key, known.get().entry().uid()))) {
        return Optional.empty();
      }
      String uid =
          own.map(row -> row.entry().uid())
              .or(() -> known.map(row -> row.entry().uid()))
              .orElseGet(() -> uid(key.deliveryId()));
      CalendarEntry entry =
          new CalendarEntry(
              uid,
              next(transaction, key, uid),
              appointment.start(),
              appointment.end(),
              known.map(row -> row.entry().start()).orElse(null),
              false);
      put(transaction, key, entry, appointment.content());
      return Optional.of(entry);
    }

    @Override
    public Optional<CalendarEntry> cancel(String deliveryId, String personKey) {
      EntryKey key = new EntryKey(deliveryId, personKey);
      return store.write(transaction -> cancel(transaction, key));
    }

    private Optional<CalendarEntry> cancel(Transaction transaction, EntryKey key)
        throws SQLException {
      Optional<Row> own = row(transaction, OWN, key.deliveryId());
      if (own.isPresent() && own.get().entry().cancelled()) {
        return own.map(Row::entry);
      }
      Optional<CalendarEntry> known =
          own.isPresent() ? own.map(Row::entry) : known(transaction, key).map(Row::entry);
      if (known.isEmpty() || isOvertaken(transaction, key, known.get().uid())) {
        return Optional.empty();
      }
      CalendarEntry has = known.get();
      CalendarEntry entry =
          new CalendarEntry(
              has.uid(),
              next(transaction, key, has.uid()),
              has.start(),
              has.end(),
              has.start(),
              true);
      put(transaction, key, entry, "");
      return Optional.of(entry);
    }

    /** One that is over, or was taken back, stays as it is: what comes then is another one. */
    private Optional<Row> known(Transaction transaction, EntryKey key) throws SQLException {
      return row(transaction, LATEST, key.personKey(), key.destination(), key.deliveryId())
          .filter(row -> !row.entry().cancelled() && row.entry().end().isAfter(clock.instant()));
    }

    /** Whether a call that ended later has told the customer something else. */
    private static boolean isOvertaken(Transaction transaction, EntryKey key, String uid)
        throws SQLException {
      PreparedStatement select = transaction.statement(LATER);
      select.setString(1, key.deliveryId());
      select.setString(2, key.personKey());
      select.setString(3, key.destination());
      select.setString(4, uid);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }

    private static int next(Transaction transaction, EntryKey key, String uid) throws SQLException {
      PreparedStatement select = transaction.statement(HIGHEST);
      select.setString(1, key.personKey());
      select.setString(2, key.destination());
      select.setString(3, uid);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        int highest = row.getInt(1);
        return row.wasNull() ? 0 : highest + 1;
      }
    }

    private static Optional<Row> row(Transaction transaction, String sql, String... parameters)
        throws SQLException {
      PreparedStatement select = transaction.statement(sql);
      for (int i = 0; i < parameters.length; i++) {
        select.setString(i + 1, parameters[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row(row)) : Optional.empty();
      }
    }

    private static Row row(ResultSet row) throws SQLException {
      long previous = row.getLong("previous_start");
      Instant previousStart = row.wasNull() ? null : Instant.ofEpochMilli(previous);
      return new Row(
          new CalendarEntry(
              row.getString("uid"),
              row.getInt("sequence"),
              Instant.ofEpochMilli(row.getLong("start_at")),
              Instant.ofEpochMilli(row.getLong("end_at")),
              previousStart,
              row.getInt("cancelled") == 1),
          row.getString("content"));
    }

    private static void put(
        Transaction transaction, EntryKey key, CalendarEntry entry, String content)
        throws SQLException {
      PreparedStatement put = transaction.statement(PUT);
      put.setString(1, key.deliveryId());
      put.setString(2, key.destination());
      put.setString(3, key.personKey());
      put.setString(4, entry.uid());
      put.setInt(5, entry.sequence());
      put.setLong(6, entry.start().toEpochMilli());
      put.setLong(7, entry.end().toEpochMilli());
      put.setObject(8, entry.previousStart() == null ? null : entry.previousStart().toEpochMilli());
      put.setInt(9, entry.cancelled() ? 1 : 0);
      put.setString(10, content);
      put.executeUpdate();
    }
  }
}
