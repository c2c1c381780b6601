package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts new deliveries in their lines, and takes out those they make pointless. */
final class InsertDeliveries {
  private static final String SUPERSEDE =
      """
      update delivery set state = 'superseded', is_open = 0, reason = ?, state_at = ?
      where call_id = ? and source = ? and destination = ? and ordinal = ? and revision < ?
        and state in ('pending', 'rejected', 'failed')
      returning id\
      """;

  /** Nothing of it was tried: what was promised is what the person said last. */
  static final String SUPERSEDE_PROMISES =
      """
      update delivery set state = 'superseded', is_open = 0,
        reason = 'a later call promises anew', state_at = ?
      where person_key = ? and destination = ? and call_id <> ? and not_before > ?
        and seq <= ? and attempts = 0 and state || '' = 'pending'
      returning id\
      """;

  /** The same for one that comes late: a later call has promised already. */
  static final String SUPERSEDE_LATE_PROMISE =
      """
      update delivery set state = 'superseded', is_open = 0,
        reason = 'a later call promises anew', state_at = ?
      where id = ? and state || '' = 'pending' and exists (
        select 1 from delivery o where o.person_key = delivery.person_key
          and o.destination = delivery.destination and o.call_id <> delivery.call_id
          and o.not_before is not null and o.seq > delivery.seq
          and o.state || '' in ('pending', 'sending', 'delivered'))
      returning id\
      """;

  /** Stands in no line, and neither takes the place of an earlier revision nor of a later one. */
  private static final String SKIP =
      """
      insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
        person_key, seq, priority, after_id, due_at, created_at, state_at, state, is_open,
        reason, waits, lined, requires)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?, 'skipped', 0, ?, 0, 1, 0)
      on conflict (id) do nothing\
      """;

  private final ReleaseSuccessors releaseSuccessors;
  private final SoleInOrder soleInOrder;
  private final EndedDeliveries ended;
  private final String insert;

  InsertDeliveries(Dialect dialect, ReleaseSuccessors releaseSuccessors, EndedDeliveries ended) {
    this.ended = ended;
    this.releaseSuccessors = releaseSuccessors;
    soleInOrder = new SoleInOrder(dialect);
    insert = insertSql(dialect);
  }

  /**
   * A revision that comes late is superseded at once. "Once" looks for an earlier revision that
   * went, will, or went to some or perhaps. The cross join has SQLite begin with the one new row,
   * not with the table.
   */
  static String insertSql(Dialect dialect) {
    return """
    with d as (
      select cast(? as text) as id, cast(? as text) as event_id, cast(? as text) as source,
        cast(? as text) as call_id, cast(? as integer) as revision,
        cast(? as text) as destination, cast(? as integer) as ordinal,
        cast(? as text) as person_key, cast(? as bigint) as seq,
        cast(? as integer) as priority, cast(? as text) as after_id,
        cast(? as integer) as once, cast(? as bigint) as at, 1 as lined,
        cast(? as integer) as requires, cast(? as bigint) as not_before),
    newer as (
      select o.revision from d cross join delivery o where o.call_id = d.call_id
        and o.source = d.source and o.destination = d.destination and o.ordinal = d.ordinal
        and o.revision > d.revision and o.state <> 'discarded' limit 1)
    insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
      person_key, seq, priority, after_id, due_at, created_at, state_at, state, is_open,
      reason, waits, lined, requires, not_before)
    select id, event_id, source, call_id, revision, destination, ordinal,
      person_key, seq, priority, after_id, coalesce(not_before, at), at, at,
      case when exists (select 1 from newer) then 'superseded' else 'pending' end,
      case when exists (select 1 from newer) then 0 else 1 end,
      case when exists (select 1 from newer) then 'a later revision of the call is here' end,
      case when %s then 1 else 0 end,
      %s, requires, not_before
    from d
    where once = 0 or not exists (
      select 1 from delivery o where o.call_id = d.call_id and o.source = d.source
        and o.destination = d.destination and o.ordinal = d.ordinal
        and o.revision < d.revision
        and (o.state in ('pending', 'sending', 'delivered')
          or o.maybe_sent = 1 or o.progress is not null))
    on conflict (id) do nothing\
    """
        .formatted(PersonOrdering.isBlocked(dialect.forShare()), SoleInOrder.lined(dialect));
  }

  int add(Transaction transaction, List<NewDelivery> all, long now) throws SQLException {
    List<NewDelivery> skipped = all.stream().filter(one -> one.skipped() != null).toList();
    List<NewDelivery> deliveries = all.stream().filter(one -> one.skipped() == null).toList();
    return skip(transaction, skipped, now) + addOpen(transaction, deliveries, now);
  }

  private int skip(Transaction transaction, List<NewDelivery> deliveries, long now)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return 0;
    }
    PreparedStatement row = transaction.statement(SKIP);
    for (NewDelivery delivery : deliveries) {
      NewDelivery.CallRef call = delivery.call();
      row.setString(1, delivery.id());
      row.setString(2, delivery.eventId());
      row.setString(3, call.source());
      row.setString(4, call.callId());
      row.setInt(5, call.revision());
      row.setString(6, delivery.destination());
      row.setInt(7, delivery.ordinal());
      row.setString(8, delivery.personKey());
      row.setLong(9, delivery.order());
      row.setInt(10, delivery.priority());
      row.setLong(11, now);
      row.setLong(12, now);
      row.setLong(13, now);
      row.setString(14, delivery.skipped());
      row.addBatch();
    }
    int[] added = row.executeBatch();
    for (int i = 0; i < added.length; i++) {
      if (added[i] > 0) {
        ended.count(DeliveryState.SKIPPED, List.of(deliveries.get(i).id()));
      }
    }
    return Arrays.stream(added).sum();
  }

  private int addOpen(Transaction transaction, List<NewDelivery> deliveries, long now)
      throws SQLException {
    List<String> superseded = new ArrayList<>();
    for (NewDelivery delivery : deliveries) {
      if (delivery.call().revision() > 1 && !delivery.once()) {
        superseded.addAll(supersede(transaction, delivery, now));
      }
      if (delivery.notBefore() != null) {
        superseded.addAll(supersedePromises(transaction, delivery, now));
      }
    }
    ended.count(DeliveryState.SUPERSEDED, superseded);
    int added = 0;
    for (List<NewDelivery> piece : soleInOrder.apart(deliveries)) {
      soleInOrder.ensureIndexed(transaction, piece);
      added += insert(transaction, piece, now);
    }
    List<String> late = lateOnes(transaction, deliveries, now);
    ended.count(DeliveryState.SUPERSEDED, late);
    superseded.addAll(late);
    releaseSuccessors.of(transaction, superseded);
    return added;
  }

  private int insert(Transaction transaction, List<NewDelivery> deliveries, long now)
      throws SQLException {
    PreparedStatement row = transaction.statement(insert);
    for (NewDelivery delivery : deliveries) {
      bind(row, delivery, now);
    }
    return Arrays.stream(row.executeBatch()).sum();
  }

  private static void bind(PreparedStatement row, NewDelivery delivery, long now)
      throws SQLException {
    NewDelivery.CallRef call = delivery.call();
    row.setString(1, delivery.id());
    row.setString(2, delivery.eventId());
    row.setString(3, call.source());
    row.setString(4, call.callId());
    row.setInt(5, call.revision());
    row.setString(6, delivery.destination());
    row.setInt(7, delivery.ordinal());
    row.setString(8, delivery.personKey());
    row.setLong(9, delivery.order());
    row.setInt(10, delivery.priority());
    row.setString(11, delivery.afterId());
    row.setInt(12, delivery.once() ? 1 : 0);
    row.setLong(13, now);
    row.setInt(14, delivery.requires() ? 1 : 0);
    Instant notBefore = delivery.notBefore();
    row.setObject(
        15, notBefore == null ? null : Math.max(now, notBefore.toEpochMilli()), Types.BIGINT);
    row.addBatch();
  }

  private static List<String> supersede(Transaction transaction, NewDelivery by, long now)
      throws SQLException {
    NewDelivery.CallRef call = by.call();
    PreparedStatement update = transaction.statement(SUPERSEDE);
    update.setString(1, "revision " + call.revision() + " of the call goes instead");
    update.setLong(2, now);
    update.setString(3, call.callId());
    update.setString(4, call.source());
    update.setString(5, by.destination());
    update.setInt(6, by.ordinal());
    update.setInt(7, call.revision());
    return ids(update);
  }

  /** A person's history at one destination is read by the index {@code delivery_person}. */
  private static List<String> supersedePromises(Transaction transaction, NewDelivery by, long now)
      throws SQLException {
    PreparedStatement update = transaction.statement(SUPERSEDE_PROMISES);
    update.setLong(1, now);
    update.setString(2, by.personKey());
    update.setString(3, by.destination());
    update.setString(4, by.call().callId());
    update.setLong(5, now);
    update.setLong(6, by.order());
    return ids(update);
  }

  private static List<String> lateOnes(
      Transaction transaction, List<NewDelivery> deliveries, long now) throws SQLException {
    List<String> late = new ArrayList<>();
    for (NewDelivery delivery : deliveries) {
      if (delivery.notBefore() != null) {
        PreparedStatement update = transaction.statement(SUPERSEDE_LATE_PROMISE);
        update.setLong(1, now);
        update.setString(2, delivery.id());
        late.addAll(ids(update));
      }
    }
    return late;
  }

  private static List<String> ids(PreparedStatement update) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (ResultSet row = update.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }
}
