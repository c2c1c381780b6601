package aftercall.journal;

import aftercall.store.Dialect;
import aftercall.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How new events reach their tables: row by row, or a batch in one statement. */
interface Shelf {
  /** Stores those whose place (source, call, revision) is free; the ids of these. */
  Set<String> put(Tx tx, List<NewEvent> events, Instant now) throws SQLException;

  /** The revisions of these calls that are there. */
  Map<NewEvent.Key, List<NewEvent.Known>> known(Tx tx, Collection<NewEvent.Key> keys)
      throws SQLException;

  static Shelf of(Dialect dialect) {
    return dialect == Dialect.SQLITE ? new RowShelf() : new ArrayShelf();
  }
}
