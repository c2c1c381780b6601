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
import java.util.function.Function;

/** For a database across the network: one round trip, however many events. */
final class PostgresEventWriter implements EventWriter {
  private static final String EVENTS =
      """
      with fresh as (
        select * from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[])
          as t (id, source, call_id, revision, kind, content_hash, state, reason, headers, body,
            key_id, cause)),
      stored as (
        insert into event (id, source, call_id, revision, kind, content_hash, state, reason,
          headers, cause, received_at, state_at, due_at)
        select id, source, call_id, revision, kind, content_hash, state, reason,
          headers, cause, ?, ?, ? from fresh
        on conflict do nothing returning id),
      bodies as (
        insert into event_body (event_id, body, key_id)
        select id, body, key_id from fresh where id in (select id from stored))
      select id from stored\
      """;
  private static final String KNOWN =
      """
      select e.source, e.call_id, e.id, e.revision, e.content_hash
      from unnest(?::text[], ?::text[]) as k (source, call_id)
      join event e on e.call_id = k.call_id and e.source = k.source\
      """;

  @Override
  public Set<String> put(Transaction transaction, List<NewEvent> events, Instant now)
      throws SQLException {
    PreparedStatement insert = transaction.statement(EVENTS);
    insert.setObject(1, texts(events, event -> event.id));
    insert.setObject(2, texts(events, event -> event.key.source()));
    insert.setObject(3, texts(events, event -> event.key.callId()));
    insert.setObject(4, events.stream().mapToInt(event -> event.revision).toArray());
    insert.setObject(5, texts(events, event -> event.arrival.kind()));
    insert.setObject(6, texts(events, event -> event.arrival.contentHash()));
    insert.setObject(7, texts(events, event -> event.state().text()));
    insert.setObject(8, texts(events, event -> event.arrival.problem()));
    insert.setObject(9, texts(events, event -> event.arrival.headersJson()));
    insert.setObject(10, events.stream().map(event -> event.body.bytes()).toArray(byte[][]::new));
    insert.setObject(11, texts(events, event -> event.body.key()));
    insert.setObject(12, texts(events, event -> ReasonCause.of(event.arrival.problem())));
    for (int time = 13; time <= 15; time++) {
      insert.setLong(time, now.toEpochMilli());
    }
    Set<String> ids = new HashSet<>(2 * events.size());
    try (ResultSet row = insert.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  @Override
  public Map<NewEvent.Key, List<NewEvent.Known>> known(
      Transaction transaction, Collection<NewEvent.Key> keys) throws SQLException {
    Map<NewEvent.Key, List<NewEvent.Known>> known = new HashMap<>();
    keys.forEach(key -> known.put(key, new ArrayList<>()));
    PreparedStatement select = transaction.statement(KNOWN);
    select.setObject(1, texts(keys, NewEvent.Key::source));
    select.setObject(2, texts(keys, NewEvent.Key::callId));
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        known
            .get(new NewEvent.Key(row.getString(1), row.getString(2)))
            .add(new NewEvent.Known(row.getString(3), row.getInt(4), row.getString(5)));
      }
    }
    return known;
  }

  private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
    return all.stream().map(text).toArray(String[]::new);
  }
}
