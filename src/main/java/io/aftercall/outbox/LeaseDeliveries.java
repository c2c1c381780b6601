package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds who may go: reads the head of what is due, in the order of claiming, takes those at the
 * head of their line and marks those that stand back, so that the next claim does not meet them
 * again.
 */
final class LeaseDeliveries {
  /** With every round four times as many rows are looked at; then the next claim goes on. */
  private static final int ROUNDS = 3;

  private final Dialect dialect;
  private final SupersedeStale supersedeStale;
  private final RequiredDelivery requiredDelivery;
  private final String look;
  private final String take;
  private final String mark;

  /** How often each destination claimed; all claims run on the writer's thread. */
  private final Map<String, Long> turns = new HashMap<>();

  LeaseDeliveries(
      Dialect dialect, SupersedeStale supersedeStale, RequiredDelivery requiredDelivery) {
    this.dialect = dialect;
    this.supersedeStale = supersedeStale;
    this.requiredDelivery = requiredDelivery;
    look = lookSql();
    take = takeSql(dialect);
    mark = markSql(dialect);
  }

  static String lookSql() {
    StringBuilder heads = new StringBuilder();
    for (int priority = 0; priority <= 2; priority++) {
      heads
          .append(priority == 0 ? "" : " union all ")
          .append(
              "select id, priority, stands_back, overtaken, lent, seen, requires from (select"
                  + " d.id,")
          .append(
              " d.priority, d.state = 'sending' as lent, d.reason is not null as seen,"
                  + " d.requires, (")
          .append(PersonOrdering.isBlocked(""))
          .append(") as stands_back, ")
          .append(PersonOrdering.OVERTAKEN)
          .append(" as overtaken from delivery d where d.destination = ? and d.priority = ")
          .append(priority)
          .append(" and d.due_at <= ? and d.is_open = 1 and d.waits = 0")
          .append(" order by d.due_at, d.seq limit ?) as p")
          .append(priority);
    }
    return heads.toString();
  }

  /**
   * By id only. The sums keep the partial indexes out: PostgreSQL would keep a plan that reads one
   * to its end, made while it was short. With several nodes an older one may have come since the
   * look, so the line is asked again.
   */
  static String takeSql(Dialect dialect) {
    String free =
        dialect.in("d.id") + " and d.is_open + 0 = 1 and d.waits + 0 = 0 and d.due_at <= ?";
    String among =
        "select d.id from delivery d where %s and not (%s)%s"
            .formatted(
                free,
                PersonOrdering.isBlocked(""),
                dialect.skipLocked().replace("update", "update of d"));
    return """
    update delivery as d set state = 'sending', due_at = ?, fence = fence + 1, node = ?,
      state_at = ?
    where %s
    returning id, event_id, destination, ordinal, person_key, fence, attempts, created_at,
      priority, mapping_version, reason is not null, maybe_sent = 1, waited_ms, progress\
    """
        .formatted(dialect.shared() ? "d.id in (" + among + ")" : free);
  }

  /** A lease that ran out and stands back now is over: no lease waits. */
  static String markSql(Dialect dialect) {
    return """
    update delivery as d set waits = 1, state = 'pending',
      maybe_sent = case when d.state = 'sending' then 1 else d.maybe_sent end
    where %s and d.is_open + 0 = 1 and d.due_at <= ? and (%s)\
    """
        .formatted(dialect.in("d.id"), PersonOrdering.isBlocked(dialect.forShare()));
  }

  List<LeasedDelivery> lease(Transaction transaction, LeaseRequest request, Instant now)
      throws SQLException {
    List<LeasedDelivery> claimed = new ArrayList<>();
    long turn = turns.merge(request.destination(), 1L, Long::sum);
    int width = request.max();
    for (int round = 0; round < ROUNDS; round++, width *= 4) {
      Heads heads = find(transaction, request, width, now);
      heads.leave(supersedeStale.close(transaction, heads.again, now.toEpochMilli()));
      heads.leave(requiredDelivery.reject(transaction, heads.requiring, now.toEpochMilli()));
      int room = request.max() - claimed.size();
      claimed.addAll(
          take(transaction, request, PriorityQuota.of(turn, room, heads.free), heads.leased, now));
      markLeased(transaction, heads.back, now);
      if (heads.seen < width || claimed.size() == request.max()) {
        break;
      }
    }
    return claimed;
  }

  /** Who is due, those of each priority in their order. */
  private static final class Heads {
    final List<List<String>> free =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    final Set<String> leased = new HashSet<>();
    final List<String> back = new ArrayList<>();

    /** Who goes only when another was delivered. */
    final List<String> requiring = new ArrayList<>();

    /** Who was leased before. */
    final List<String> again = new ArrayList<>();

    int seen;

    void leave(List<String> closed) {
      if (!closed.isEmpty()) {
        free.forEach(ids -> ids.removeAll(closed));
        back.removeAll(closed);
      }
    }
  }

  private Heads find(Transaction transaction, LeaseRequest request, int width, Instant now)
      throws SQLException {
    PreparedStatement select = transaction.statement(look);
    int next = 1;
    for (int priority = 0; priority <= 2; priority++) {
      select.setLong(next++, now.toEpochMilli());
      select.setString(next++, request.destination());
      select.setLong(next++, now.toEpochMilli());
      select.setInt(next++, width);
    }
    Heads heads = new Heads();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        heads.seen++;
        sort(row, request, heads);
      }
    }
    return heads;
  }

  private static void sort(ResultSet row, LeaseRequest request, Heads heads) throws SQLException {
    String id = row.getString(1);
    boolean leased = row.getBoolean(5);
    if (leased && request.inHand().test(id)) {
      return;
    }
    if (leased || row.getBoolean(6)) {
      heads.again.add(id);
    }
    if (row.getBoolean(3)) {
      heads.back.add(id);
    } else if (!row.getBoolean(4)) {
      heads.free.get(row.getInt(2)).add(id);
      if (row.getInt(7) > 0) {
        heads.requiring.add(id);
      }
      if (leased) {
        heads.leased.add(id);
      }
    }
  }

  private List<LeasedDelivery> take(
      Transaction transaction,
      LeaseRequest request,
      List<String> ids,
      Set<String> leased,
      Instant now)
      throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    PreparedStatement update = transaction.statement(take);
    update.setLong(1, now.plus(request.lease()).toEpochMilli());
    update.setString(2, request.node());
    update.setLong(3, now.toEpochMilli());
    update.setObject(4, dialect.list(ids));
    update.setLong(5, now.toEpochMilli());
    Map<String, LeasedDelivery> taken = new HashMap<>();
    try (ResultSet row = update.executeQuery()) {
      while (row.next()) {
        LeasedDelivery one = leased(row, leased.contains(row.getString(1)));
        taken.put(one.id(), one);
      }
    }
    return ids.stream().map(taken::get).filter(Objects::nonNull).toList();
  }

  private static LeasedDelivery leased(ResultSet row, boolean leased) throws SQLException {
    String progress = row.getString(14);
    LeaseHistory leaseHistory =
        new LeaseHistory(
            leased || row.getBoolean(11),
            leased || row.getBoolean(12),
            Duration.ofMillis(row.getLong(13)),
            progress == null ? "" : progress);
    return new LeasedDelivery(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getInt(6),
        row.getInt(7),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getInt(9),
        row.getString(10),
        leaseHistory);
  }

  private void markLeased(Transaction transaction, List<String> ids, Instant now)
      throws SQLException {
    if (!ids.isEmpty()) {
      PreparedStatement update = transaction.statement(mark);
      update.setObject(1, dialect.list(ids));
      update.setLong(2, now.toEpochMilli());
      update.executeUpdate();
    }
  }
}
