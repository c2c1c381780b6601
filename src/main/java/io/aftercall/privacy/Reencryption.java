package io.aftercall.privacy;

import io.aftercall.store.DecryptionException;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals what lies under an older key, or open, with the current one: page by page, each in a
 * transaction of its own, so that it can be broken off and begun again at any time.
 */
public final class Reencryption {
  private static final String READ =
      """
      select b.event_id, b.body, b.key_id, e.content_hash from event_body b
      join event e on e.id = b.event_id where b.event_id > ? order by b.event_id limit ?\
      """;
  private static final String WRITE =
      """
      update event_body set body = ?, key_id = ?
      where event_id = ? and coalesce(key_id, '') = ?\
      """;
  private static final String LEFT =
      "select count(*) from (select 1 from event_body where coalesce(key_id, '') <> ? limit 1) as"
          + " one";
  private static final String RETIRE = "delete from seal_key where id <> ?";

  private final Store store;

  /**
   * @param seen bodies looked at
   * @param sealed bodies that have the current key since
   * @param next where the next page begins; null after the last one
   */
  public record Page(int seen, int sealed, String next) {}

  private record Row(String id, EncryptedBytes sealed, String hash) {}

  public Reencryption(Store store) {
    this.store = store;
  }

  /** How many bodies there are in all. */
  public long all() {
    return store.read(db -> db.sql("select count(*) from event_body").query(Long.class).single());
  }

  /**
   * One page. Reads and opens beside the writer.
   *
   * @param after the page before's {@code next}; empty for the first
   * @throws DecryptionException when a body cannot be opened: nothing of its page is changed
   */
  public Page step(String after, int size) {
    String key = store.bodyEncryption().current().orElseThrow();
    List<Row> rows =
        store.read(db -> db.sql(READ).params(after, size).query((row, n) -> row(row)).list());
    List<Row> fresh = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (Row row : rows) {
      if (!key.equals(row.sealed().key())) {
        byte[] open = store.bodyEncryption().open(row.sealed(), row.hash());
        fresh.add(new Row(row.id(), store.bodyEncryption().encrypt(open, row.hash()), row.hash()));
        before.add(row.sealed().key() == null ? "" : row.sealed().key());
      }
    }
    int sealed =
        fresh.isEmpty() ? 0 : store.write(transaction -> write(transaction, fresh, before));
    return new Page(
        rows.size(), sealed, rows.size() < size ? null : rows.get(rows.size() - 1).id());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString(1), new EncryptedBytes(row.getBytes(2), row.getString(3)), row.getString(4));
  }

  /** What was erased meanwhile stays erased. */
  private static int write(Transaction transaction, List<Row> fresh, List<String> before)
      throws SQLException {
    PreparedStatement update = transaction.statement(WRITE);
    for (int i = 0; i < fresh.size(); i++) {
      Row row = fresh.get(i);
      update.setBytes(1, row.sealed().bytes());
      update.setString(2, row.sealed().key());
      update.setString(3, row.id());
      update.setString(4, before.get(i));
      update.addBatch();
    }
    int sealed = 0;
    for (int count : update.executeBatch()) {
      sealed += count;
    }
    return sealed;
  }

  /**
   * Forgets the older keys, if nothing is sealed with them and nothing lies open: they may be taken
   * out of the settings then.
   *
   * @return false when another node has put something down under an older key meanwhile
   */
  public boolean retire() {
    String key = store.bodyEncryption().current().orElseThrow();
    boolean done = store.read(db -> db.sql(LEFT).params(key).query(Integer.class).single()) == 0;
    if (done) {
      store.write(
          transaction -> {
            PreparedStatement delete = transaction.statement(RETIRE);
            delete.setString(1, key);
            return delete.executeUpdate();
          });
    }
    return done;
  }
}
