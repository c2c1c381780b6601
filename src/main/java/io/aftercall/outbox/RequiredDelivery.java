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
 * Deliveries that another one must be delivered for: they are rejected when it was not, and go on
 * when it is delivered after all. The column {@code requires} is 0 for the others, 1 for these, and
 * 2 for those that were rejected so.
 */
final class RequiredDelivery {
  private final Dialect dialect;
  private final ReleaseSuccessors releaseSuccessors;
  private final SoleInOrder soleInOrder;
  private final EndedDeliveries ended;
  private final String reject;
  private final String resume;

  RequiredDelivery(Dialect dialect, ReleaseSuccessors releaseSuccessors, EndedDeliveries ended) {
    this.ended = ended;
    this.dialect = dialect;
    this.releaseSuccessors = releaseSuccessors;
    soleInOrder = new SoleInOrder(dialect);
    reject = rejectSql(dialect);
    resume = resumeSql(dialect);
  }

  /** One that a dry run discarded is no hindrance: nothing of the call leaves there. */
  static String rejectSql(Dialect dialect) {
    return """
    update delivery set state = 'rejected', is_open = 0, state_at = ?, requires = 2, cause = null,
      reason = (select a.destination || ' was ' || case a.state when 'rejected' then 'rejected'
          when 'failed' then 'given up' else a.state end
          || '; it goes on when that is delivered'
        from delivery a where a.id = delivery.after_id)
    where %s and state || '' = 'pending' and requires > 0
      and exists (select 1 from delivery a where a.id = delivery.after_id
        and (a.state || '' in ('rejected', 'failed', 'superseded', 'suppressed')
          or a.state || '' = 'discarded' and a.reason like 'discarded by %%'))
    returning id\
    """
        .formatted(dialect.in("id"));
  }

  /** In the words of the index {@code delivery_required}. */
  static String resumeSql(Dialect dialect) {
    return """
    update delivery set state = 'pending', is_open = 1, waits = 0, lined = 1, requires = 1,
      due_at = ?, state_at = ?, fence = fence + 1,
      reason = 'what it requires is delivered now'
    where requires = 2 and state || '' = 'rejected' and %s
    returning id\
    """
        .formatted(dialect.in("after_id"));
  }

  /** Of these, which are free to go, closes those whose required one was not delivered. */
  List<String> reject(Transaction transaction, Collection<String> ids, long now)
      throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    PreparedStatement update = transaction.statement(reject);
    update.setLong(1, now);
    update.setObject(2, dialect.list(ids));
    List<String> closed = ids(update);
    ended.count(DeliveryState.REJECTED, closed);
    releaseSuccessors.of(transaction, closed);
    return closed;
  }

  /** After these were delivered: those that were rejected because they were not. */
  void resume(Transaction transaction, Collection<String> deliveredIds, long now)
      throws SQLException {
    if (deliveredIds.isEmpty()) {
      return;
    }
    PreparedStatement update = transaction.statement(resume);
    update.setLong(1, now);
    update.setLong(2, now);
    update.setObject(3, dialect.list(deliveredIds));
    List<String> opened = ids(update);
    if (!opened.isEmpty()) {
      soleInOrder.ensureIndexedAgain(transaction, opened);
    }
  }

  private static List<String> ids(PreparedStatement update) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (ResultSet row = update.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }
}
