package io.aftercall.journal;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Whose turn it is to take events of a source: two nodes that look at the same moment would not see
 * each other's leases.
 */
final class SourceLock {
  private final String lock;

  SourceLock(Dialect dialect) {
    lock = dialect.tryLock();
  }

  /** Until the transaction ends, nobody else may. */
  boolean mayDecide(Transaction transaction, String source) throws SQLException {
    if (lock.isEmpty()) {
      return true;
    }
    PreparedStatement select = transaction.statement(lock);
    select.setString(1, "aftercall.decide." + source);
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }
}
