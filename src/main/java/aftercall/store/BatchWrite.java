package aftercall.store;

import java.sql.SQLException;
import java.util.List;

/**
 * The work of a {@link Lane}: all items that wait at the moment, as one list. The same rule as for
 * {@link Write}: it may be run again, with the same or with fewer items.
 */
@FunctionalInterface
public interface BatchWrite<I, O> {
  /** One result per item, in the order of the items. */
  List<O> in(Tx tx, List<I> items) throws SQLException;
}
