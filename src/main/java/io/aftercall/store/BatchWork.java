package io.aftercall.store;

import java.sql.SQLException;
import java.util.List;

/**
 * The work of a {@link WriteQueue}: all items that wait at the moment, as one list. The same rule
 * as for {@link TransactionWork}: it may be run again, with the same or with fewer items.
 */
@FunctionalInterface
public interface BatchWork<I, O> {
  /** One result per item, in the order of the items. */
  List<O> in(Transaction transaction, List<I> items) throws SQLException;
}
