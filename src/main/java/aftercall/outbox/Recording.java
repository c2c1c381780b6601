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
        reference = coalesce(?, reference), attempts = attempts + ?, state_at = ?,
        maybe_sent = ?, waited_ms = ?, progress = ?
      where id = ? and state || '' = 'sending' and fence = ?""";

  private static final String ATTEMPT =
      """
      insert into attempt (delivery_id, number, at, took_ms, outcome, reason, sent, answer,
        mapping_version, node)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private final Closing closing;
  private final Outdated outdated;
  private final Remembering remembering;

  Recording(Closing closing, Outdated outdated, Remembering remembering) {
    this.closing = closing;
    this.outdated = outdated;
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
    closing.of(tx, closed);
    outdated.close(tx, again, now);
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
      update.setInt(8, end.trail().maybeSent() ? 1 : 0);
      update.setLong(9, end.trail().waited().toMillis());
      update.setString(10, end.trail().progress().isEmpty() ? null : end.trail().progress());
      update.setString(11, end.loan().id());
      update.setInt(12, end.loan().fence());
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
}
