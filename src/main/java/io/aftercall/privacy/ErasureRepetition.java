package io.aftercall.privacy;

import io.aftercall.journal.ErasureTombstones;
import io.aftercall.journal.EventDeletion;
import io.aftercall.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds again, by their prints, those who were erased after a restored copy had been made. */
final class ErasureRepetition {
  private static final int PAGE = 1_000;

  private final Store store;
  private final ErasureTombstones erasureTombstones;

  /**
   * @param persons keys, for what is remembered beside their calls
   */
  record Found(List<EventDeletion.Found> events, Set<String> persons) {}

  private record Row(EventDeletion.Found event, String personKey, long receivedAt) {}

  ErasureRepetition(Store store, ErasureTombstones erasureTombstones) {
    this.store = store;
    this.erasureTombstones = erasureTombstones;
  }

  boolean isDone() {
    return store.read(
        db ->
            db.sql("select 1 from erasure_to_repeat limit 1")
                .query(Integer.class)
                .list()
                .isEmpty());
  }

  /** Goes through all events once. Only what came in before the erasure is meant by it. */
  Found find() {
    Map<String, Long> prints = new HashMap<>();
    Set<String> receipts = new HashSet<>();
    store.read(
        db -> {
          db.sql("select print, at, receipt from erasure_to_repeat")
              .query(
                  row -> {
                    prints.put(row.getString(1), row.getLong(2));
                    receipts.add(String.valueOf(row.getString(3)));
                  });
          return null;
        });
    Found found = new Found(new ArrayList<>(), new TreeSet<>());
    String after = "";
    List<Row> page;
    do {
      page = page(after);
      for (Row row : page) {
        boolean person = isBefore(row, prints.get(erasureTombstones.ofPerson(row.personKey())));
        String call = erasureTombstones.ofCall(row.event().source(), row.event().callId());
        if (person || isBefore(row, prints.get(call)) || receipts.contains(row.event().id())) {
          found.events().add(row.event());
        }
        if (person) {
          found.persons().add(row.personKey());
        }
        after = row.event().id();
      }
    } while (page.size() == PAGE);
    return found;
  }

  private static boolean isBefore(Row row, Long erasedAt) {
    return erasedAt != null
        && !Instant.ofEpochMilli(row.receivedAt()).isAfter(Instant.ofEpochMilli(erasedAt));
  }

  private List<Row> page(String after) {
    return store.read(
        db ->
            db.sql(
                    "select id, source, call_id, revision, person_key, received_at from event"
                        + " where id > ? order by id limit ?")
                .params(after, PAGE)
                .query(
                    (row, n) ->
                        new Row(
                            new EventDeletion.Found(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4)),
                            String.valueOf(row.getString(5)),
                            row.getLong(6)))
                .list());
  }

  void done() {
    store.write(
        transaction -> transaction.statement("delete from erasure_to_repeat").executeUpdate());
  }
}
