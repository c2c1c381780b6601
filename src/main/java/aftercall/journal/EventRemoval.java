package aftercall.journal;

import aftercall.store.Query;
import aftercall.store.Store;
import aftercall.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what the journal holds of a person or a call, and takes it out for good. */
public final class EventRemoval {
  private static final int PAGE = 500;
  private static final Pattern SEPARATORS = Pattern.compile("[ ()/.\\-]");
  private static final List<String> TABLES = List.of("event_body", "change", "event");
  private static final Map<String, String> KEYS =
      Map.of("event_body", "event_id", "change", "subject_id", "event", "id");

  private final Store store;
  private final Bodies bodies;

  /** An event that is to go. */
  public record Found(String id, String source, String callId, int revision) {}

  public EventRemoval(Store store) {
    this.store = store;
    bodies = new Bodies(store);
  }

  /** All events of a person that were decided. */
  public List<Found> ofPerson(String personKey) {
    return find(events().and("person_key = ?", personKey).then("order by id"));
  }

  /**
   * All revisions of a call.
   *
   * @param source null: of every source
   */
  public List<Found> ofCall(String source, String callId) {
    return find(events().and("call_id = ?", callId).and("source = ?", source).then("order by id"));
  }

  /**
   * What was not understood and holds the number, however it is written there.
   *
   * @param phone in E.164; the end of it is looked for, so that national notation is found too
   */
  public List<Found> notUnderstoodWith(String phone) {
    String digits = phone.replaceAll("\\D", "");
    String end = digits.substring(Math.max(0, digits.length() - 9));
    List<Found> found = new ArrayList<>();
    String after = "";
    while (!end.isEmpty()) {
      Query query = events().and("state = 'quarantined'").and(EventList.ASIDE).and("id > ?", after);
      List<Found> page = find(query.then("order by id limit ?", PAGE));
      Map<String, Found> byId = new LinkedHashMap<>();
      page.forEach(one -> byId.put(one.id(), one));
      for (StoredBody body : bodies.of(byId.keySet())) {
        if (holds(body.body(), end)) {
          found.add(byId.get(body.eventId()));
        }
      }
      if (page.size() < PAGE) {
        break;
      }
      after = page.get(PAGE - 1).id();
    }
    return found;
  }

  private static boolean holds(byte[] body, String digits) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return SEPARATORS.matcher(text).replaceAll("").contains(digits);
  }

  private static Query events() {
    return Query.of("select id, source, call_id, revision from event");
  }

  private List<Found> find(Query query) {
    return store.read(
        db ->
            query
                .on(db)
                .query(
                    (row, n) ->
                        new Found(
                            row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .list());
  }

  /**
   * Takes events out, with their bodies and what people did to them.
   *
   * @return table to number of rows
   */
  public Map<String, Integer> delete(Tx tx, Collection<String> eventIds) throws SQLException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String table : TABLES) {
      PreparedStatement delete =
          tx.statement("delete from " + table + " where " + store.dialect().in(KEYS.get(table)));
      delete.setObject(1, store.dialect().list(eventIds));
      counts.put(table, delete.executeUpdate());
    }
    return counts;
  }
}
