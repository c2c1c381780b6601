package io.aftercall.person;

import io.aftercall.store.Dialect;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of who must not be contacted. */
final class SuppressionLedger {
  /** Said again by a newer content of the call: holds again, unless a person lifted it. */
  static final String ADD =
      """
      insert into suppression (id, scope, reason, source, event_id, revision, at, added_by)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set event_id = excluded.event_id, revision = excluded.revision,
        at = excluded.at, lifted_at = null, lifted_by = null, lifted_why = null,
        lifted_revision = null
      where suppression.lifted_revision < excluded.revision\
      """;

  private static final String HASH =
      "insert into suppression_hash (hash, suppression_id, kind) values (?, ?, ?)"
          + " on conflict do nothing";

  private static final String WORDS =
      """
      insert into suppression_words (id, event_id, words, key_id) values (?, ?, ?, ?)
      on conflict (id) do update set event_id = excluded.event_id, words = excluded.words,
        key_id = excluded.key_id\
      """;

  static final String TAKE_BACK =
      """
      update suppression set lifted_at = ?, lifted_by = ?, lifted_why = ?, lifted_revision = ?
      where id = ? and lifted_at is null and revision < ?\
      """;

  static final String LIFT =
      "update suppression set lifted_at = ?, lifted_by = ?, lifted_why = ?"
          + " where id = ? and lifted_at is null";

  private final Store store;
  private final Dialect dialect;
  private final String find;
  private final String forgetByEvent;
  private final String forgetByPerson;

  /**
   * A row to be written.
   *
   * @param hashes hash to kind
   * @param words null for none
   * @param source null when a person adds it, as the event id; then {@code addedBy} says who
   */
  record Entry(
      String id,
      SuppressionScope scope,
      String reason,
      Map<String, String> hashes,
      String words,
      String source,
      String eventId,
      int revision,
      String addedBy) {}

  /** What holds for a hash. */
  record Holding(String hash, SuppressionScope scope, String why) {}

  SuppressionLedger(Store store) {
    this.store = store;
    dialect = store.dialect();
    find = findSql(dialect);
    forgetByEvent = "delete from suppression_words where " + dialect.in("event_id");
    forgetByPerson =
        "delete from suppression_words where id in (select suppression_id from suppression_hash"
            + " where "
            + dialect.in("hash")
            + ")";
  }

  static String findSql(Dialect dialect) {
    return "select h.hash, s.scope, s.reason, s.at, s.source from suppression_hash h join"
        + " suppression s on s.id = h.suppression_id where "
        + dialect.in("h.hash")
        + " and s.lifted_at is null order by s.at";
  }

  /** Returns whether it holds now and did not before. */
  boolean add(Transaction transaction, Entry entry, Instant now) throws SQLException {
    PreparedStatement insert = transaction.statement(ADD);
    insert.setString(1, entry.id());
    insert.setString(2, entry.scope().text());
    insert.setString(3, entry.reason());
    insert.setString(4, entry.source());
    insert.setString(5, entry.eventId());
    insert.setInt(6, entry.revision());
    insert.setLong(7, now.toEpochMilli());
    insert.setString(8, entry.addedBy());
    boolean fresh = insert.executeUpdate() == 1;
    PreparedStatement hash = transaction.statement(HASH);
    for (Map.Entry<String, String> one : entry.hashes().entrySet()) {
      hash.setString(1, one.getKey());
      hash.setString(2, entry.id());
      hash.setString(3, one.getValue());
      hash.addBatch();
    }
    hash.executeBatch();
    if (fresh && entry.words() != null) {
      keepWords(transaction, entry);
    }
    return fresh;
  }

  private void keepWords(Transaction transaction, Entry entry) throws SQLException {
    EncryptedBytes encrypted =
        store.bodyEncryption().encrypt(entry.words().getBytes(StandardCharsets.UTF_8), entry.id());
    PreparedStatement words = transaction.statement(WORDS);
    words.setString(1, entry.id());
    words.setString(2, entry.eventId());
    words.setBytes(3, encrypted.bytes());
    words.setString(4, encrypted.key());
    words.executeUpdate();
  }

  /** Returns whether it held until now. */
  boolean takeBack(Transaction transaction, String id, int revision, Instant now)
      throws SQLException {
    PreparedStatement update = transaction.statement(TAKE_BACK);
    update.setLong(1, now.toEpochMilli());
    update.setString(2, "revision " + revision);
    update.setString(3, "revision " + revision + " of the call takes it back");
    update.setInt(4, revision);
    update.setString(5, id);
    update.setInt(6, revision);
    return update.executeUpdate() == 1;
  }

  boolean lift(Transaction transaction, String id, String who, String why, Instant now)
      throws SQLException {
    PreparedStatement update = transaction.statement(LIFT);
    update.setLong(1, now.toEpochMilli());
    update.setString(2, who);
    update.setString(3, why);
    update.setString(4, id);
    return update.executeUpdate() == 1;
  }

  /** What holds for these hashes, within a write: its own rows count. */
  Map<String, List<Holding>> find(Transaction transaction, Collection<String> hashes)
      throws SQLException {
    if (hashes.isEmpty()) {
      return Map.of();
    }
    PreparedStatement select = transaction.statement(find);
    select.setObject(1, dialect.list(hashes));
    List<Holding> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(holding(row));
      }
    }
    return byHash(found);
  }

  /** The same beside the writer. */
  Map<String, List<Holding>> find(Collection<String> hashes) {
    if (hashes.isEmpty()) {
      return Map.of();
    }
    return byHash(
        store.read(
            db ->
                db.sql(find).params(dialect.list(hashes)).query((row, n) -> holding(row)).list()));
  }

  private static Map<String, List<Holding>> byHash(List<Holding> found) {
    Map<String, List<Holding>> byHash = new HashMap<>();
    found.forEach(one -> byHash.computeIfAbsent(one.hash(), h -> new ArrayList<>()).add(one));
    return byHash;
  }

  private static Holding holding(ResultSet row) throws SQLException {
    SuppressionScope scope = SuppressionScope.of(row.getString(2)).orElseThrow();
    return new Holding(
        row.getString(1),
        scope,
        Suppression.explain(
            scope, row.getString(3), Instant.ofEpochMilli(row.getLong(4)), row.getString(5)));
  }

  int forgetByEvent(Transaction transaction, Collection<String> eventIds) throws SQLException {
    return delete(transaction, forgetByEvent, eventIds);
  }

  int forgetByHash(Transaction transaction, Collection<String> hashes) throws SQLException {
    return delete(transaction, forgetByPerson, hashes);
  }

  private int delete(Transaction transaction, String sql, Collection<String> values)
      throws SQLException {
    if (values.isEmpty()) {
      return 0;
    }
    PreparedStatement delete = transaction.statement(sql);
    delete.setObject(1, dialect.list(values));
    return delete.executeUpdate();
  }
}
