package io.aftercall.reload.history;

import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which node served by which set since when; nothing is ever taken out. */
public final class ConfigActivations {
  private static final String LAST =
      "select hash from config_serving where node = ? order by id desc limit 1";
  private static final String SERVES =
      """
      insert into config_serving (id, hash, before, node, at, who, why, found)
      values (?, ?, ?, ?, ?, ?, ?, ?)\
      """;
  private static final String SERVINGS =
      "select id, hash, before, node, at, who, why, found from config_serving";

  private final Store store;
  private final InstantSource clock;
  private final UlidGenerator ids;

  ConfigActivations(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    ids = new UlidGenerator(clock);
  }

  /**
   * Notes that a node serves by a set from now on, unless it did so already.
   *
   * @param by null when the files were edited
   */
  public void begin(String node, String hash, ConfigActivation.RollbackInfo by) {
    String id = ids.next();
    Instant now = clock.instant();
    store.write(
        transaction -> {
          String before = last(transaction, node);
          return hash.equals(before)
              ? 0
              : note(transaction, new ConfigActivation(id, hash, before, node, now, by));
        });
  }

  private static String last(Transaction transaction, String node) throws SQLException {
    PreparedStatement select = transaction.statement(LAST);
    select.setString(1, node);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static int note(Transaction transaction, ConfigActivation configActivation)
      throws SQLException {
    ConfigActivation.RollbackInfo by = configActivation.by();
    PreparedStatement insert = transaction.statement(SERVES);
    insert.setString(1, configActivation.id());
    insert.setString(2, configActivation.hash());
    insert.setString(3, configActivation.before());
    insert.setString(4, configActivation.node());
    insert.setLong(5, configActivation.at().toEpochMilli());
    insert.setString(6, by == null ? null : by.who());
    insert.setString(7, by == null ? null : by.why());
    insert.setString(8, by == null ? null : by.found());
    return insert.executeUpdate();
  }

  /**
   * Who began to serve by what, the latest first.
   *
   * @param before id of the last one of the page before, or null
   */
  public List<ConfigActivation> history(int most, String before) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of(SERVINGS).where("id < ?", before).append("order by id desc limit ?", most);
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> serving(row)).list());
  }

  /** Hash of the set a node began to serve by last; of any node where this one never did. */
  Optional<String> latest(String node) {
    return store.read(
        db ->
            db.sql(LAST)
                .param(node)
                .query(String.class)
                .optional()
                .or(
                    () ->
                        db.sql("select hash from config_serving order by id desc limit 1")
                            .query(String.class)
                            .optional()));
  }

  /** The same of one set, all of it. */
  public List<ConfigActivation> of(String hash) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of(SERVINGS).where("hash = ?", hash).append("order by id desc");
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> serving(row)).list());
  }

  private static ConfigActivation serving(ResultSet row) throws SQLException {
    String who = row.getString(6);
    return new ConfigActivation(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        who == null
            ? null
            : new ConfigActivation.RollbackInfo(who, row.getString(7), row.getString(8)));
  }
}
