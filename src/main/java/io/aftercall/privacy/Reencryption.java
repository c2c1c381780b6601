package io.aftercall.privacy;

import io.aftercall.store.DecryptionException;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.EncryptedColumn;
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
  private static final EncryptedColumn BODIES =
      new EncryptedColumn(
          "event_body",
          "event_id",
          "body",
          "(select e.content_hash from event e where e.id = event_body.event_id)");
  private static final String RETIRE = "delete from seal_key where id <> ?";

  private final Store store;
  private final List<EncryptedColumn> columns;

  /**
   * @param seen rows looked at
   * @param encrypted rows that have the current key since
   * @param next where the next page begins; null after the last one
   */
  public record Page(int seen, int sealed, String next) {}

  private record Row(String id, EncryptedBytes sealed, String bound) {}

  /**
   * @param others what else is encrypted, beside the bodies
   */
  public Reencryption(Store store, List<EncryptedColumn> others) {
    this.store = store;
    columns = new ArrayList<>(List.of(BODIES));
    columns.addAll(others);
  }

  /** How many rows there are in all. */
  public long all() {
    return columns.stream()
        .mapToLong(column -> count("select count(*) from " + column.table()))
        .sum();
  }

  private long count(String sql, Object... params) {
    return store.read(db -> db.sql(sql).params(params).query(Long.class).single());
  }

  /**
   * One page. Reads and opens beside the writer.
   *
   * @param after the page before's {@code next}; empty for the first
   * @throws DecryptionException when something cannot be opened: nothing of its page is changed
   */
  public Page step(String after, int size) {
    int at = at(after);
    EncryptedColumn column = columns.get(at);
    String from = at == 0 ? after : after.substring(column.table().length() + 1);
    String key = store.bodyEncryption().current().orElseThrow();
    List<Row> rows =
        store.read(
            db -> db.sql(read(column)).params(from, size).query((row, n) -> row(row)).list());
    List<Row> fresh = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (Row row : rows) {
      if (!key.equals(row.sealed().key())) {
        byte[] open = store.bodyEncryption().open(row.sealed(), row.bound());
        fresh.add(
            new Row(row.id(), store.bodyEncryption().encrypt(open, row.bound()), row.bound()));
        before.add(row.sealed().key() == null ? "" : row.sealed().key());
      }
    }
    int sealed =
        fresh.isEmpty() ? 0 : store.write(transaction -> write(transaction, column, fresh, before));
    String last = rows.size() < size ? null : rows.get(rows.size() - 1).id();
    return new Page(rows.size(), sealed, next(at, last));
  }

  /** The bodies come first, and a place among them has no name in front. */
  private int at(String after) {
    for (int i = 1; i < columns.size(); i++) {
      if (after.startsWith(columns.get(i).table() + ":")) {
        return i;
      }
    }
    return 0;
  }

  private String next(int at, String last) {
    if (last != null) {
      return at == 0 ? last : columns.get(at).table() + ":" + last;
    }
    return at + 1 < columns.size() ? columns.get(at + 1).table() + ":" : null;
  }

  private static String read(EncryptedColumn column) {
    return "select %2$s, %3$s, key_id, %4$s from %1$s where %2$s > ? order by %2$s limit ?"
        .formatted(column.table(), column.id(), column.bytes(), column.bound());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString(1), new EncryptedBytes(row.getBytes(2), row.getString(3)), row.getString(4));
  }

  /** What was erased meanwhile stays erased. */
  private static int write(
      Transaction transaction, EncryptedColumn column, List<Row> fresh, List<String> before)
      throws SQLException {
    PreparedStatement update =
        transaction.statement(
            "update %s set %s = ?, key_id = ? where %s = ? and coalesce(key_id, '') = ?"
                .formatted(column.table(), column.bytes(), column.id()));
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
   * Forgets the older keys, if nothing is encrypted with them and nothing lies open: they may be
   * taken out of the settings then.
   *
   * @return false when another node has put something down under an older key meanwhile
   */
  public boolean retire() {
    String key = store.bodyEncryption().current().orElseThrow();
    boolean done =
        columns.stream()
            .allMatch(
                column ->
                    count(
                            "select count(*) from (select 1 from "
                                + column.table()
                                + " where coalesce(key_id, '') <> ? limit 1) as one",
                            key)
                        == 0);
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
