package io.aftercall.journal;

import io.aftercall.store.DecryptionException;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.Store;
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

/** The exact bytes that came, sealed on their way in and opened on their way out. */
final class EventBodies {
  private static final Logger LOG = LoggerFactory.getLogger(EventBodies.class);

  private final Store store;
  private final String select;
  private final String revisions;

  EventBodies(Store store) {
    this.store = store;
    select =
        "select e.id, e.source, e.revision, e.content_hash, b.body, b.key_id from event_body b"
            + " join event e on e.id = b.event_id where "
            + store.dialect().in("b.event_id");
    revisions =
        "select call_id, id from event where "
            + store.dialect().in("call_id")
            + " and source = ? order by revision";
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

  private EventBody body(ResultSet row) throws SQLException {
    EncryptedBytes encryptedBytes = new EncryptedBytes(row.getBytes(5), row.getString(6));
    try {
      byte[] open = store.bodyEncryption().open(encryptedBytes, row.getString(4));
      return new EventBody(row.getString(1), row.getString(2), row.getInt(3), open);
    } catch (DecryptionException e) {
      LOG.error("event.body_sealed event={} key={}", row.getString(1), encryptedBytes.key());
      return null;
    }
  }
}
