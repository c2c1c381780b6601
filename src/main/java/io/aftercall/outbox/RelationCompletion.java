package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that were delivered without something another delivery of the same person brings later:
 * they are sent once more then. A Task whose Lead was rejected gets it when the Lead is mended.
 */
final class RelationCompletion {
  private static final String WHO = "aftercall";

  private static final String LACK = "update delivery set lacks = ? where id = ?";

  /**
   * Somebody may have brought it while this one was on its way. What a clock that was ahead wrote
   * is no such time, or this one would go again for ever.
   */
  private static final String MEANWHILE =
      """
      select 1 from delivery o where o.person_key = ? and o.id <> ? and o.destination <> ?
        and o.state = 'delivered' and o.state_at between ? and ? limit 1\
      """;

  private static final String LACKING =
      """
      select d.id from delivery d where d.lacks is not null and d.person_key = ? and d.lacks = ?
        and d.state = 'delivered' and not exists (
          select 1 from delivery o where o.call_id = d.call_id and o.source = d.source
            and o.destination = d.destination and o.ordinal = d.ordinal
            and o.revision > d.revision and o.state <> 'discarded')\
      """;

  private final Dialect dialect;
  private final SoleInOrder soleInOrder;
  private final String remember;
  private final String reopen;

  RelationCompletion(Dialect dialect) {
    this.dialect = dialect;
    soleInOrder = new SoleInOrder(dialect);
    remember =
        """
        insert into change (subject_id, at, from_state, from_reason, from_state_at, to_state, who,
          why)
        select id, ?, state, reason, state_at, 'pending', ?, ? from delivery where\
        """
            + dialect.in(" id");
    reopen =
        "update delivery set state = 'pending', is_open = 1, reason = ?, state_at = ?, due_at = ?,"
            + " waits = 0, fence = fence + 1, lined = 1, waited_ms = 0, lacks = null where"
            + dialect.in(" id");
  }

  /** In the transaction that says the leases were delivered. */
  void of(Transaction transaction, List<DeliveryResult> delivered, long now) throws SQLException {
    List<String> again = new ArrayList<>();
    for (DeliveryResult end : delivered) {
      DeliveryRelations deliveryRelations = end.trail().ties();
      if (!deliveryRelations.lacks().isEmpty()) {
        PreparedStatement lack = transaction.statement(LACK);
        lack.setString(1, deliveryRelations.lacks());
        lack.setString(2, end.lease().id());
        lack.executeUpdate();
        if (broughtMeanwhile(transaction, end, now)) {
          again.add(end.lease().id());
        }
      }
      if (!deliveryRelations.brings().isEmpty()) {
        again.addAll(lacking(transaction, end.lease().personKey(), deliveryRelations.brings()));
      }
    }
    if (!again.isEmpty()) {
      reopen(transaction, again.stream().distinct().toList(), now);
    }
  }

  private static boolean broughtMeanwhile(Transaction transaction, DeliveryResult end, long now)
      throws SQLException {
    PreparedStatement select = transaction.statement(MEANWHILE);
    select.setString(1, end.lease().personKey());
    select.setString(2, end.lease().id());
    select.setString(3, end.lease().destination());
    select.setLong(4, end.attempt().at().toEpochMilli());
    select.setLong(5, now);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private static List<String> lacking(Transaction transaction, String person, String what)
      throws SQLException {
    PreparedStatement select = transaction.statement(LACKING);
    select.setString(1, person);
    select.setString(2, what);
    List<String> ids = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  private void reopen(Transaction transaction, List<String> ids, long now) throws SQLException {
    String why = "what its record lacked is there now";
    PreparedStatement before = transaction.statement(remember);
    before.setLong(1, now);
    before.setString(2, WHO);
    before.setString(3, why);
    before.setObject(4, dialect.list(ids));
    before.executeUpdate();
    PreparedStatement update = transaction.statement(reopen);
    update.setString(1, why);
    update.setLong(2, now);
    update.setLong(3, now);
    update.setObject(4, dialect.list(ids));
    update.executeUpdate();
    soleInOrder.ensureIndexedAgain(transaction, ids);
  }
}
