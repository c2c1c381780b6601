package aftercall.journal;

import aftercall.store.SealBroken;
import aftercall.store.Sealed;
import aftercall.store.Store;
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
final class Bodies {
  private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

  private final Store store;
  private final String select;
  private final String revisions;

  Bodies(Store store) {
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
  Sealed seal(Arrival arrival) {
    return store.seals().seal(arrival.body(), arrival.contentHash());
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
  List<StoredBody> of(Collection<String> ids) {
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

  private StoredBody body(ResultSet row) throws SQLException {
    Sealed sealed = new Sealed(row.getBytes(5), row.getString(6));
    try {
      byte[] open = store.seals().open(sealed, row.getString(4));
      return new StoredBody(row.getString(1), row.getString(2), row.getInt(3), open);
    } catch (SealBroken e) {
      LOG.error("event.body_sealed event={} key={}", row.getString(1), sealed.key());
      return null;
    }
  }
}
