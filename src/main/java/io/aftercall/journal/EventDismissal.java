package io.aftercall.journal;

import io.aftercall.store.Dialect;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * Ends what waits for a person without a decision: because a person says so, or because a later
 * revision of the call was decided. Nothing is deleted, and the event can be routed again.
 */
public final class EventDismissal {
  /** Who settles a revision that a later one replaces. */
  private static final String BY_ITSELF = "aftercall";

  private static final String EARLIER =
      "call_id = ? and source = ? and revision < ? and " + EventQueries.ASIDE;

  private final Dialect dialect;
  private final InstantSource clock;

  EventDismissal(Dialect dialect, InstantSource clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  private static String remember(String which) {
    return "insert into change (subject_id, at, from_state, from_reason, from_state_at, to_state,"
        + " who, why) select id, ?, state, reason, state_at, 'dismissed', ?, ? from event where "
        + which;
  }

  private static String dismiss(String which) {
    return "update event set state = 'dismissed', reason = ?, cause = null, state_at = ? where "
        + which;
  }

  /** Dismisses those of the chosen ones that wait for a person; returns how many. */
  int dismiss(Transaction transaction, List<String> ids, String who, String why)
      throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    String which = dialect.in("id") + " and " + EventQueries.ASIDE;
    Object chosen = dialect.list(ids);
    PreparedStatement before = transaction.statement(remember(which));
    said(before, who, why);
    before.setObject(4, chosen);
    before.executeUpdate();
    PreparedStatement update = transaction.statement(dismiss(which));
    update.setString(1, "dismissed by " + who + ": " + why);
    update.setLong(2, clock.millis());
    update.setObject(3, chosen);
    return update.executeUpdate();
  }

  /** Dismisses the earlier revisions of a call that still wait for a person. */
  public void settleEarlier(Transaction transaction, String source, String callId, int revision)
      throws SQLException {
    PreparedStatement before = transaction.statement(remember(EARLIER));
    said(before, BY_ITSELF, "revision " + revision + " of the call was decided");
    earlier(before, 4, source, callId, revision);
    if (before.executeUpdate() == 0) {
      return;
    }
    PreparedStatement update = transaction.statement(dismiss(EARLIER));
    update.setString(1, "settled by revision " + revision);
    update.setLong(2, clock.millis());
    earlier(update, 3, source, callId, revision);
    update.executeUpdate();
  }

  private void said(PreparedStatement before, String who, String why) throws SQLException {
    before.setLong(1, clock.millis());
    before.setString(2, who);
    before.setString(3, why);
  }

  private static void earlier(
      PreparedStatement statement, int from, String source, String callId, int revision)
      throws SQLException {
    statement.setString(from, callId);
    statement.setString(from + 1, source);
    statement.setInt(from + 2, revision);
  }
}
