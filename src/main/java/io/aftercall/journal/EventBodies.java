package io.aftercall.journal;

import io.aftercall.store.DecryptionException;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exact bytes that came, encrypted on their way in and opened on their way out. */
final class EventBodies {
  private static final Logger LOG = LoggerFactory.getLogger(EventBodies.class);

  private static final String COLUMNS =
      "select e.id, e.source, e.revision, e.content_hash, b.body, b.key_id, e.headers,"
          + " e.attempt_no from event_body b join event e on e.id = b.event_id where ";
  private static final String ONE = COLUMNS + "b.event_id = ?";

  private final Store store;
  private final String select;
  private final String revisions;
  private final String sizes;
  private final String ofLeads;

  EventBodies(Store store) {
    this.store = store;
    select = COLUMNS + store.dialect().in("b.event_id");
    sizes = "select event_id, length(body) from event_body where " + store.dialect().in("event_id");
    revisions =
        "select call_id, id from event where "
            + store.dialect().in("call_id")
            + " and source = ? order by revision";
    ofLeads =
        "select lead_key, call_id, min(id) from event where "
            + store.dialect().in("lead_key")
            + " and source = ? group by lead_key, call_id";
  }

  /** Bound to its content, so that no body opens in the row of another. */
  EncryptedBytes encrypt(NewWebhook newWebhook) {
    return store.bodyEncryption().encrypt(newWebhook.body(), newWebhook.contentHash());
  }

  /** Call id to event id of its newest revision, also when its bytes are gone. */
  Map<String, String> newest(String source, Collection<String> callIds) {
    Map<String, String> newest = new HashMap<>();
    if (!callIds.isEmpty()) {
      store.read(
          db -> {
            db.sql(revisions)
                .params(new ArrayList<>(List.of(store.dialect().list(callIds), source)))
                .query(
                    row -> {
                      newest.put(row.getString(1), row.getString(2));
                    });
            return null;
          });
    }
    return newest;
  }

  List<String> fitting(List<String> ids, long bytes) {
    Map<String, Long> found = new HashMap<>();
    store.read(
        db -> {
          db.sql(sizes)
              .params(new ArrayList<>(List.of(store.dialect().list(ids))))
              .query(
                  row -> {
                    found.put(row.getString(1), row.getLong(2));
                  });
          return null;
        });
    List<String> fitting = new ArrayList<>(ids.size());
    long sum = 0;
    for (String id : ids) {
      sum += found.getOrDefault(id, 0L);
      if (sum > bytes && !fitting.isEmpty()) {
        break;
      }
      fitting.add(id);
    }
    return fitting;
  }

  /** Lead key to call id to the id of its first event. */
  Map<String, Map<String, String>> callsOf(String source, Collection<String> leadKeys) {
    Map<String, Map<String, String>> calls = new HashMap<>();
    if (!leadKeys.isEmpty()) {
      store.read(
          db -> {
            db.sql(ofLeads)
                .params(new ArrayList<>(List.of(store.dialect().list(leadKeys), source)))
                .query(
                    row -> {
                      calls
                          .computeIfAbsent(row.getString(1), key -> new HashMap<>())
                          .put(row.getString(2), row.getString(3));
                    });
            return null;
          });
    }
    return calls;
  }

  /** Those that are gone, or cannot be opened, are left out. */
  List<EventBody> of(Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return store.read(
        db ->
            db
                .sql(select)
                .params(new ArrayList<>(List.of(store.dialect().list(ids))))
                .query((row, n) -> body(row))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList());
  }

  /** One body inside a transaction; null when it is gone or cannot be opened. */
  EventBody in(Transaction transaction, String id) throws SQLException {
    PreparedStatement select = transaction.statement(ONE);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? body(row) : null;
    }
  }

  private EventBody body(ResultSet row) throws SQLException {
    EncryptedBytes encryptedBytes = new EncryptedBytes(row.getBytes(5), row.getString(6));
    try {
      byte[] open = store.bodyEncryption().open(encryptedBytes, row.getString(4));
      int attempt = row.getInt(8);
      Integer attemptNo = row.wasNull() ? null : attempt;
      return new EventBody(
          row.getString(1), row.getString(2), row.getInt(3), open, row.getString(7), attemptNo);
    } catch (DecryptionException e) {
      LOG.error(
          "event.body_undecryptable receipt={} key={}", row.getString(1), encryptedBytes.key());
      return null;
    }
  }
}
