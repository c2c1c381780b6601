package aftercall.outbox;

import aftercall.store.Dialect;
import aftercall.store.Tx;
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
final class Closing {
  private final Dialect dialect;
  private final String next;
  private final String letGo;
  private final String letFollowersGo;

  Closing(Dialect dialect) {
    this.dialect = dialect;
    next = Line.next(dialect);
    letGo = Line.letGo(dialect);
    letFollowersGo = Line.letFollowersGo(dialect);
  }

  void of(Tx tx, Collection<String> closedIds) throws SQLException {
    if (closedIds.isEmpty()) {
      return;
    }
    update(tx, letFollowersGo, closedIds);
    List<String> heads = nextInLine(tx, closedIds);
    if (!heads.isEmpty()) {
      update(tx, letGo, heads);
    }
  }

  private List<String> nextInLine(Tx tx, Collection<String> closedIds) throws SQLException {
    PreparedStatement select = tx.statement(next);
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

  private void update(Tx tx, String sql, Collection<String> ids) throws SQLException {
    PreparedStatement update = tx.statement(sql);
    update.setObject(1, dialect.list(ids));
    update.executeUpdate();
  }
}
