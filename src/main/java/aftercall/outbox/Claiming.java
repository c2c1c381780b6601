package aftercall.outbox;

import aftercall.store.Dialect;
import aftercall.store.Tx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds who may go: reads the head of what is due, in the order of claiming, takes those at the
 * head of their line and marks those that stand back, so that the next claim does not meet them
 * again.
 */
final class Claiming {
  /** With every round four times as many rows are looked at; then the next claim goes on. */
  private static final int ROUNDS = 3;

  private final Dialect dialect;
  private final String look;
  private final String take;
  private final String mark;

  Claiming(Dialect dialect) {
    this.dialect = dialect;
    look = lookSql();
    take = takeSql(dialect);
    mark = markSql(dialect);
  }

  static String lookSql() {
    StringBuilder heads = new StringBuilder();
    for (int priority = 0; priority <= 2; priority++) {
      heads
          .append(priority == 0 ? "" : " union all ")
          .append("select id, stands_back, overtaken from (select d.id, (")
          .append(Line.standsBack(""))
          .append(") as stands_back, ")
          .append(Line.OVERTAKEN)
          .append(" as overtaken from delivery d where d.destination = ? and d.priority = ")
          .append(priority)
          .append(" and d.due_at <= ? and d.is_open = 1 and d.waits = 0")
          .append(" order by d.due_at, d.seq limit ?) as p")
          .append(priority);
    }
    return heads.append(" limit ?").toString();
  }

  /**
   * By id only. The sums keep the partial indexes out: PostgreSQL would keep a plan that reads one
   * to its end, made while it was short.
   */
  static String takeSql(Dialect dialect) {
    return """
        update delivery set state = 'sending', due_at = ?, fence = fence + 1, node = ?, state_at = ?
        where id in (
          select id from delivery where %s and is_open + 0 = 1 and waits + 0 = 0
            and due_at <= ?%s)
        returning id, event_id, destination, ordinal, person_key, fence, attempts, created_at,
          priority"""
        .formatted(dialect.in("id"), dialect.skipLocked());
  }

  /** A loan that ran out and stands back now is over: no loan waits. */
  static String markSql(Dialect dialect) {
    return """
        update delivery as d set waits = 1, state = 'pending'
        where %s and d.is_open + 0 = 1 and d.due_at <= ? and (%s)"""
        .formatted(dialect.in("d.id"), Line.standsBack(dialect.forShare()));
  }

  List<Claimed> claim(Tx tx, ClaimRequest request, Instant now) throws SQLException {
    List<Claimed> claimed = new ArrayList<>();
    int width = request.max();
    for (int round = 0; round < ROUNDS; round++, width *= 4) {
      Heads heads = look(tx, request.destination(), width, now);
      int wanted = Math.min(request.max() - claimed.size(), heads.free.size());
      claimed.addAll(take(tx, request, heads.free.subList(0, wanted), now));
      mark(tx, heads.back, now);
      if (heads.seen < width || claimed.size() == request.max()) {
        break;
      }
    }
    return claimed;
  }

  private static final class Heads {
    final List<String> free = new ArrayList<>();
    final List<String> back = new ArrayList<>();
    int seen;
  }

  private Heads look(Tx tx, String destination, int width, Instant now) throws SQLException {
    PreparedStatement select = tx.statement(look);
    int next = 1;
    for (int priority = 0; priority <= 2; priority++) {
      select.setLong(next++, now.toEpochMilli());
      select.setString(next++, destination);
      select.setLong(next++, now.toEpochMilli());
      select.setInt(next++, width);
    }
    select.setInt(next, width);
    Heads heads = new Heads();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        heads.seen++;
        if (row.getBoolean(2)) {
          heads.back.add(row.getString(1));
        } else if (!row.getBoolean(3)) {
          heads.free.add(row.getString(1));
        }
      }
    }
    return heads;
  }

  private List<Claimed> take(Tx tx, ClaimRequest request, List<String> ids, Instant now)
      throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    PreparedStatement update = tx.statement(take);
    update.setLong(1, now.plus(request.lease()).toEpochMilli());
    update.setString(2, request.node());
    update.setLong(3, now.toEpochMilli());
    update.setObject(4, dialect.list(ids));
    update.setLong(5, now.toEpochMilli());
    Map<String, Claimed> taken = new HashMap<>();
    try (ResultSet row = update.executeQuery()) {
      while (row.next()) {
        Claimed one = claimed(row);
        taken.put(one.id(), one);
      }
    }
    return ids.stream().map(taken::get).filter(Objects::nonNull).toList();
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getInt(6),
        row.getInt(7),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getInt(9));
  }

  private void mark(Tx tx, List<String> ids, Instant now) throws SQLException {
    if (!ids.isEmpty()) {
      PreparedStatement update = tx.statement(mark);
      update.setObject(1, dialect.list(ids));
      update.setLong(2, now.toEpochMilli());
      update.executeUpdate();
    }
  }
}
