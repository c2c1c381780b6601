package aftercall.outbox;

import aftercall.store.Dialect;
import aftercall.store.Tx;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** What follows when deliveries close, however they close: those behind them may go. */
final class Closing {
  private final Dialect dialect;
  private final String letNextGo;
  private final String letFollowersGo;

  Closing(Dialect dialect) {
    this.dialect = dialect;
    letNextGo = Line.letNextGo(dialect);
    letFollowersGo = Line.letFollowersGo(dialect);
  }

  void of(Tx tx, Collection<String> closedIds) throws SQLException {
    if (closedIds.isEmpty()) {
      return;
    }
    Object ids = dialect.list(closedIds);
    for (String sql : new String[] {letNextGo, letFollowersGo}) {
      PreparedStatement update = tx.statement(sql);
      update.setObject(1, ids);
      update.executeUpdate();
    }
  }
}
