package io.aftercall.store;

import java.sql.SQLException;

/**
 * A piece of work inside the transaction of a group. When a neighbour in the group fails, it is
 * rolled back and run again: it must touch nothing but the transaction.
 */
@FunctionalInterface
public interface TransactionWork<T> {
  T in(Transaction transaction) throws SQLException;
}
