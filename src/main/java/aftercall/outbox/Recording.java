package aftercall.outbox;

import aftercall.store.Tx;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes down what became of loans. A loan that was lost in the meantime changes nothing. */
final class Recording {
  /** Found by id only: PostgreSQL would otherwise read the index of all that is on loan. */
  static final String SETTLE =
      """
      update delivery set state = ?, is_open = ?, due_at = ?, reason = ?,
        reference = coalesce(?, reference), attempts = attempts + ?, state_at = ?
      where id = ? and state || '' = 'sending' and fence = ?""";

  private static final String ATTEMPT =
      """
      insert into attempt (delivery_id, number, at, took_ms, outcome, reason, sent, answer,
        mapping_version, node)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  /** While it was on its way, a later revision of the call may have come. */
  private static final String TOO_LATE =
      """
      update delivery set state = 'superseded', is_open = 0,
        reason = 'a later revision of the call is here'
      where id = ? and state = 'pending' and exists (
        select 1 from delivery o where o.call_id = delivery.call_id
          and o.source = delivery.source and o.destination = delivery.destination
          and o.ordinal = delivery.ordinal and o.revision > delivery.revision
          and o.state <> 'discarded')""";

  private final Closing closing;
  private final Remembering remembering;

  Recording(Closing closing, Remembering remembering) {
    this.closing = closing;
    this.remembering = remembering;
  }

  List<Boolean> record(Tx tx, List<Settled> loans, long now) throws SQLException {
    if (loans.isEmpty()) {
      return List.of();
    }
    List<Boolean> kept = settle(tx, loans, now);
    List<String> closed = new ArrayList<>();
    List<String> again = new ArrayList<>();
    List<Settled> tried = new ArrayList<>();
    List<Settled> written = new ArrayList<>();
    for (int i = 0; i < loans.size(); i++) {
      Settled end = loans.get(i);
      if (kept.get(i)) {
        (end.next().open() ? again : closed).add(end.loan().id());
        if (end.attempt() != null) {
          tried.add(end);
        }
        if (end.written() != null) {
          written.add(end);
        }
      }
    }
    count(tx, tried);
    remembering.remember(tx, written);
    closed.addAll(tooLate(tx, again));
    closing.of(tx, closed);
    return kept;
  }

  private static List<Boolean> settle(Tx tx, List<Settled> loans, long now) throws SQLException {
    PreparedStatement update = tx.statement(SETTLE);
    for (Settled end : loans) {
      update.setString(1, end.next().text());
      update.setInt(2, end.next().open() ? 1 : 0);
      update.setLong(3, end.dueAt() == null ? now : end.dueAt().toEpochMilli());
      update.setString(4, end.reason());
      update.setString(5, end.reference());
      update.setInt(6, end.attempt() == null ? 0 : 1);
      update.setLong(7, now);
      update.setString(8, end.loan().id());
      update.setInt(9, end.loan().fence());
      update.addBatch();
    }
    List<Boolean> kept = new ArrayList<>(loans.size());
    for (int count : update.executeBatch()) {
      kept.add(count == 1);
    }
    return kept;
  }

  private static void count(Tx tx, List<Settled> tried) throws SQLException {
    if (tried.isEmpty()) {
      return;
    }
    PreparedStatement insert = tx.statement(ATTEMPT);
    for (Settled end : tried) {
      Attempt attempt = end.attempt();
      insert.setString(1, end.loan().id());
      insert.setInt(2, end.loan().attempts() + 1);
      insert.setLong(3, attempt.at().toEpochMilli());
      insert.setLong(4, attempt.tookMillis());
      insert.setString(5, attempt.outcome());
      insert.setString(6, attempt.reason());
      insert.setString(7, attempt.sent());
      insert.setString(8, attempt.answer());
      insert.setString(9, attempt.mappingVersion());
      insert.setString(10, attempt.node());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  private static List<String> tooLate(Tx tx, List<String> pending) throws SQLException {
    if (pending.isEmpty()) {
      return List.of();
    }
    PreparedStatement update = tx.statement(TOO_LATE);
    for (String id : pending) {
      update.setString(1, id);
      update.addBatch();
    }
    int[] counts = update.executeBatch();
    List<String> superseded = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        superseded.add(pending.get(i));
      }
    }
    return superseded;
  }
}
