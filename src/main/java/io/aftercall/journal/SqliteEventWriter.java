package io.aftercall.journal;

import io.aftercall.store.ReasonCause;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** For a database in this process, where a statement costs next to nothing. */
final class SqliteEventWriter implements EventWriter {
  private static final String EVENT =
      """
      insert into event (id, source, call_id, revision, kind, content_hash, state, reason,
        headers, received_at, state_at, due_at, cause)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
      """;
  private static final String BODY =
      "insert into event_body (event_id, body, key_id) values (?, ?, ?)";
  private static final String KNOWN =
      "select id, revision, content_hash from event where call_id = ? and source = ?";

  @Override
  public Set<String> put(Transaction transaction, List<NewEvent> events, Instant now)
      throws SQLException {
    PreparedStatement event = transaction.statement(EVENT);
    for (NewEvent fresh : events) {
      bind(event, fresh, now.toEpochMilli());
    }
    int[] stored = event.executeBatch();
    PreparedStatement body = transaction.statement(BODY);
    Set<String> ids = new HashSet<>(2 * events.size());
    for (int i = 0; i < stored.length; i++) {
      if (stored[i] == 1) {
        NewEvent fresh = events.get(i);
        ids.add(fresh.id);
        body.setString(1, fresh.id);
        body.setBytes(2, fresh.body.bytes());
        body.setString(3, fresh.body.key());
        body.addBatch();
      }
    }
    if (!ids.isEmpty()) {
      body.executeBatch();
    }
    return ids;
  }

  private static void bind(PreparedStatement row, NewEvent event, long now) throws SQLException {
    NewWebhook newWebhook = event.arrival;
    row.setString(1, event.id);
    row.setString(2, event.key.source());
    row.setString(3, event.key.callId());
    row.setInt(4, event.revision);
    row.setString(5, newWebhook.kind());
    row.setString(6, newWebhook.contentHash());
    row.setString(7, event.state().text());
    row.setString(8, newWebhook.problem());
    row.setString(9, newWebhook.headersJson());
    row.setLong(10, now);
    row.setLong(11, now);
    row.setLong(12, now);
    row.setString(13, ReasonCause.of(newWebhook.problem()));
    row.addBatch();
  }

  @Override
  public Map<NewEvent.Key, List<NewEvent.Known>> known(
      Transaction transaction, Collection<NewEvent.Key> keys) throws SQLException {
    Map<NewEvent.Key, List<NewEvent.Known>> known = new HashMap<>();
    PreparedStatement select = transaction.statement(KNOWN);
    for (NewEvent.Key key : keys) {
      select.setString(1, key.callId());
      select.setString(2, key.source());
      List<NewEvent.Known> revisions = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          revisions.add(new NewEvent.Known(row.getString(1), row.getInt(2), row.getString(3)));
        }
      }
      known.put(key, revisions);
    }
    return known;
  }
}
