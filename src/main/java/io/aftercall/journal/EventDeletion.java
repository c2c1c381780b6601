package io.aftercall.journal;

import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
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
public final class EventDeletion {
  /** Dismissed without having been understood; in the words of the index. */
  private static final String UNREAD = "state = 'dismissed' and kind is null";

  private static final int PAGE = 500;
  private static final Pattern SEPARATORS = Pattern.compile("[ ()/.\\-]");
  private static final List<String> TABLES = List.of("event_body", "change", "event");
  private static final Map<String, String> KEYS =
      Map.of("event_body", "event_id", "change", "subject_id", "event", "id");

  private final Store store;
  private final EventBodies eventBodies;

  /** An event that is to go. */
  public record Found(String id, String source, String callId, int revision) {}

  public EventDeletion(Store store) {
    this.store = store;
    eventBodies = new EventBodies(store);
  }

  /** All events of a person that were decided. */
  public List<Found> ofPerson(String personKey) {
    return find(events().where("person_key = ?", personKey).append("order by id"));
  }

  /**
   * All revisions of a call.
   *
   * @param source null: of every source
   */
  public List<Found> ofCall(String source, String callId) {
    return find(
        events().where("call_id = ?", callId).where("source = ?", source).append("order by id"));
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
    if (!end.isEmpty()) {
      search(end, "state = 'quarantined' and " + EventQueries.ASIDE, found);
      search(end, UNREAD, found);
    }
    return found;
  }

  private void search(String end, String which, List<Found> found) {
    String after = "";
    while (true) {
      SqlBuilder sqlBuilder = events().where(which).where("id > ?", after);
      List<Found> page = find(sqlBuilder.append("order by id limit ?", PAGE));
      Map<String, Found> byId = new LinkedHashMap<>();
      page.forEach(one -> byId.put(one.id(), one));
      for (EventBody body : eventBodies.of(byId.keySet())) {
        if (holds(body.body(), end)) {
          found.add(byId.get(body.eventId()));
        }
      }
      if (page.size() < PAGE) {
        return;
      }
      after = page.get(PAGE - 1).id();
    }
  }

  private static boolean holds(byte[] body, String digits) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return SEPARATORS.matcher(text).replaceAll("").contains(digits);
  }

  private static SqlBuilder events() {
    return SqlBuilder.of("select id, source, call_id, revision from event");
  }

  private List<Found> find(SqlBuilder sqlBuilder) {
    return store.read(
        db ->
            sqlBuilder
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
  public Map<String, Integer> delete(Transaction transaction, Collection<String> eventIds)
      throws SQLException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("call_card", deleteSearch(transaction, eventIds));
    for (String table : TABLES) {
      PreparedStatement delete =
          transaction.statement(
              "delete from " + table + " where " + store.dialect().in(KEYS.get(table)));
      delete.setObject(1, store.dialect().list(eventIds));
      counts.put(table, delete.executeUpdate());
    }
    return counts;
  }

  /** Takes out by what events are found and whom they were with; returns how many there were. */
  public int deleteSearch(Transaction transaction, Collection<String> eventIds)
      throws SQLException {
    return CallIndex.delete(transaction, store.dialect(), eventIds);
  }
}
