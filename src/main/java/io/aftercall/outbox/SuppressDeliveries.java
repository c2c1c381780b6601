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
 * Ends pending deliveries to somebody who must not be contacted. What is on lease is asked about
 * again right before it is sent.
 */
final class SuppressDeliveries {
  /** A person's history at one destination is read by the index {@code delivery_person}. */
  static final String OF_PERSON =
      """
      update delivery set state = 'suppressed', is_open = 0, reason = ?, state_at = ?
      where person_key = ? and destination = ? and state || '' = 'pending'
      returning id\
      """;

  private final Dialect dialect;
  private final ReleaseSuccessors releaseSuccessors;
  private final EndedDeliveries ended;
  private final String byId;

  SuppressDeliveries(Dialect dialect, ReleaseSuccessors releaseSuccessors, EndedDeliveries ended) {
    this.dialect = dialect;
    this.releaseSuccessors = releaseSuccessors;
    this.ended = ended;
    byId = byIdSql(dialect);
  }

  static String byIdSql(Dialect dialect) {
    return """
    update delivery set state = 'suppressed', is_open = 0, reason = ?, state_at = ?
    where %s and state || '' = 'pending'
    returning id\
    """
        .formatted(dialect.in("id"));
  }

  int byId(Transaction transaction, Collection<String> ids, String reason, long now)
      throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    PreparedStatement update = transaction.statement(byId);
    update.setString(1, reason);
    update.setLong(2, now);
    update.setObject(3, dialect.list(ids));
    return release(transaction, update);
  }

  int ofPerson(
      Transaction transaction, String personKey, String destination, String reason, long now)
      throws SQLException {
    PreparedStatement update = transaction.statement(OF_PERSON);
    update.setString(1, reason);
    update.setLong(2, now);
    update.setString(3, personKey);
    update.setString(4, destination);
    return release(transaction, update);
  }

  private int release(Transaction transaction, PreparedStatement update) throws SQLException {
    List<String> closed = new ArrayList<>();
    try (ResultSet row = update.executeQuery()) {
      while (row.next()) {
        closed.add(row.getString(1));
      }
    }
    releaseSuccessors.of(transaction, closed);
    ended.count(DeliveryState.SUPPRESSED, closed);
    return closed.size();
  }
}
