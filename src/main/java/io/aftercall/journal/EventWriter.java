package io.aftercall.journal;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How new events reach their tables: row by row, or a batch in one statement. */
interface EventWriter {
  /** Stores those whose place (source, call, revision) is free; the ids of these. */
  Set<String> put(Transaction transaction, List<NewEvent> events, Instant now) throws SQLException;

  /** The revisions of these calls that are there. */
  Map<NewEvent.Key, List<NewEvent.Known>> known(
      Transaction transaction, Collection<NewEvent.Key> keys) throws SQLException;

  static EventWriter of(Dialect dialect) {
    return dialect == Dialect.SQLITE ? new SqliteEventWriter() : new PostgresEventWriter();
  }
}
