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
 * Deliveries that come back when a later revision of their call is there already: they must not go
 * out after it, and nobody has to look at those that failed. What is added late is seen by {@link
 * InsertDeliveries}; here it is about those that were leased while the later one came.
 */
final class SupersedeStale {
  private final Dialect dialect;
  private final ReleaseSuccessors releaseSuccessors;
  private final EndedDeliveries ended;
  private final String supersede;

  SupersedeStale(Dialect dialect, ReleaseSuccessors releaseSuccessors, EndedDeliveries ended) {
    this.ended = ended;
    this.dialect = dialect;
    this.releaseSuccessors = releaseSuccessors;
    supersede = supersedeSql(dialect);
  }

  static String supersedeSql(Dialect dialect) {
    return """
    update delivery set state = 'superseded', is_open = 0, state_at = ?,
      reason = 'a later revision of the call is here'
    where %s and (state || '' in ('pending', 'rejected', 'failed')
        or state || '' = 'sending' and due_at <= ?)
      and exists (select 1 from delivery o where o.call_id = delivery.call_id
        and o.source = delivery.source and o.destination = delivery.destination
        and o.ordinal = delivery.ordinal and o.revision > delivery.revision
        and o.state <> 'discarded')
    returning id\
    """
        .formatted(dialect.in("id"));
  }

  /**
   * Closes those that are too late, and lets go who waited for them. Returns their ids; what is on
   * lease still is none of them.
   */
  List<String> close(Transaction transaction, Collection<String> ids, long now)
      throws SQLException {
    List<String> closed = new ArrayList<>();
    if (!ids.isEmpty()) {
      PreparedStatement update = transaction.statement(supersede);
      update.setLong(1, now);
      update.setObject(2, dialect.list(ids));
      update.setLong(3, now);
      try (ResultSet row = update.executeQuery()) {
        while (row.next()) {
          closed.add(row.getString(1));
        }
      }
      ended.count(DeliveryState.SUPERSEDED, closed);
      releaseSuccessors.of(transaction, closed);
    }
    return closed;
  }
}
