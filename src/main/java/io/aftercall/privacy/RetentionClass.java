package io.aftercall.privacy;

import io.aftercall.journal.EventDeletion;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.store.Dialect;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept for a time, and how a page of it is found and taken out. Ids begin with the time
 * their call came in, so the primary keys find what is old; no other index is needed.
 */
enum RetentionClass {
  /** The bytes of calls that are done with. */
  BODIES(
      """
      select b.event_id from event_body b join event e on e.id = b.event_id
      where b.event_id > ? and b.event_id < ? and %s
      order by b.event_id limit ?\
      """
          .formatted(RetentionClass.RESOLVED)) {
    @Override
    int delete(Transaction transaction, List<String> ids, Instant before, Removals removals)
        throws SQLException {
      return removals.bodies(transaction, resolved(transaction, removals.dialect(), ids));
    }
  },
  /** Tries of deliveries that are done with. */
  ATTEMPTS(
      """
      select distinct a.delivery_id from attempt a join delivery d on d.id = a.delivery_id
      where a.delivery_id > ? and a.delivery_id < ?
        and d.state in ('delivered', 'superseded', 'suppressed', 'skipped', 'discarded')
      order by a.delivery_id limit ?\
      """) {
    @Override
    int delete(Transaction transaction, List<String> ids, Instant before, Removals removals)
        throws SQLException {
      return removals.attempts(transaction, ids, before);
    }
  },
  /** Calls that are done with, and all that is left of them. */
  CALLS(
      "select e.id from event e where e.id > ? and e.id < ? and %s order by e.id limit ?"
          .formatted(RetentionClass.RESOLVED)) {
    @Override
    int delete(Transaction transaction, List<String> ids, Instant before, Removals removals)
        throws SQLException {
      List<String> resolved = resolved(transaction, removals.dialect(), ids);
      removals.deliveries().delete(transaction, resolved);
      return removals.events().delete(transaction, resolved).get("event");
    }
  };

  /** Condition on event {@code e}: nobody has to look at it, and nothing of it is on its way. */
  private static final String RESOLVED =
      """
      e.state in ('routed', 'ignored', 'dismissed') and not exists (
        select 1 from delivery d where d.id > e.id || '.' and d.id < e.id || '/'
          and d.state in ('pending', 'sending', 'rejected', 'failed'))\
      """;

  private final String find;

  RetentionClass(String find) {
    this.find = find;
  }

  /** The rooms' own ways to take something out. */
  record Removals(Dialect dialect, EventDeletion events, DeliveryDeletion deliveries) {
    int bodies(Transaction transaction, List<String> eventIds) throws SQLException {
      PreparedStatement delete =
          transaction.statement("delete from event_body where " + dialect.in("event_id"));
      delete.setObject(1, dialect.list(eventIds));
      // What a destination said may hold what the body holds.
      deliveries.deleteAnswers(transaction, eventIds);
      events.deleteSearch(transaction, eventIds);
      return delete.executeUpdate();
    }

    /** Only those that are old themselves: an old call may have been tried yesterday. */
    int attempts(Transaction transaction, List<String> deliveryIds, Instant before)
        throws SQLException {
      PreparedStatement delete =
          transaction.statement(
              "delete from attempt where at < ? and " + dialect.in("delivery_id"));
      deliveries.deleteAnswers(transaction, deliveryIds, before.toEpochMilli());
      delete.setLong(1, before.toEpochMilli());
      delete.setObject(2, dialect.list(deliveryIds));
      return delete.executeUpdate();
    }
  }

  /** The ids of a page of what came in before, the oldest first; read beside the writer. */
  List<String> find(Store store, String after, Instant before, int size) {
    String from = after.isEmpty() ? "0" : after;
    return store.read(
        db ->
            db.sql(find)
                .params(from, UlidGenerator.floor(before), size)
                .query(String.class)
                .list());
  }

  /** Takes a page out, but for what somebody has taken up again since it was found. */
  abstract int delete(Transaction transaction, List<String> ids, Instant before, Removals removals)
      throws SQLException;

  /** Those of these events that somebody has to look at, or of which something is on its way. */
  static List<String> unresolved(Store store, List<String> eventIds) {
    String sql = "select e.id from event e where %s and not (%s)";
    return store.read(
        db ->
            db.sql(sql.formatted(store.dialect().in("e.id"), RESOLVED))
                .params(store.dialect().list(eventIds))
                .query(String.class)
                .list());
  }

  private static List<String> resolved(Transaction transaction, Dialect dialect, List<String> ids)
      throws SQLException {
    PreparedStatement select =
        transaction.statement(
            "select e.id from event e where "
                + dialect.in("e.id")
                + " and "
                + RESOLVED
                + dialect.forUpdate());
    select.setObject(1, dialect.list(ids));
    List<String> resolved = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        resolved.add(row.getString(1));
      }
    }
    return resolved;
  }
}
