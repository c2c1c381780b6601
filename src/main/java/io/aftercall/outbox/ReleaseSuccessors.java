package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What follows when deliveries close, however they close: those behind them may go. To be asked
 * after the closing itself, with statements of its own, so that it sees whoever was marked before.
 */
final class ReleaseSuccessors {
  private final Dialect dialect;
  private final String next;
  private final String letGo;
  private final String letFollowersGo;

  ReleaseSuccessors(Dialect dialect) {
    this.dialect = dialect;
    next = PersonOrdering.next(dialect);
    letGo = PersonOrdering.release(dialect);
    letFollowersGo = PersonOrdering.releaseDependents(dialect);
  }

  void of(Transaction transaction, Collection<String> closedIds) throws SQLException {
    if (closedIds.isEmpty()) {
      return;
    }
    update(transaction, letFollowersGo, closedIds);
    List<String> heads = nextInLine(transaction, closedIds);
    if (!heads.isEmpty()) {
      update(transaction, letGo, heads);
    }
  }

  private List<String> nextInLine(Transaction transaction, Collection<String> closedIds)
      throws SQLException {
    PreparedStatement select = transaction.statement(next);
    select.setObject(1, dialect.list(closedIds));
    List<String> heads = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        if (row.getString(1) != null) {
          heads.add(row.getString(1));
        }
      }
    }
    return heads;
  }

  private void update(Transaction transaction, String sql, Collection<String> ids)
      throws SQLException {
    PreparedStatement update = transaction.statement(sql);
    update.setObject(1, dialect.list(ids));
    update.executeUpdate();
  }
}
