package aftercall.versions;

import aftercall.store.Query;
import aftercall.store.Store;
import aftercall.store.Tx;
import aftercall.store.Ulids;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Which node served by which set since when; nothing is ever taken out. */
public final class Servings {
  private static final String LAST =
      "select hash from config_serving where node = ? order by id desc limit 1";
  private static final String SERVES =
      """
      insert into config_serving (id, hash, before, node, at, who, why, found)
      values (?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String SERVINGS =
      "select id, hash, before, node, at, who, why, found from config_serving";

  private final Store store;
  private final InstantSource clock;
  private final Ulids ids;

  Servings(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    ids = new Ulids(clock);
  }

  /**
   * Notes that a node serves by a set from now on, unless it did so already.
   *
   * @param by null when the files were edited
   */
  public void begin(String node, String hash, Serving.Act by) {
    String id = ids.next();
    Instant now = clock.instant();
    store.write(
        tx -> {
          String before = last(tx, node);
          return hash.equals(before) ? 0 : note(tx, new Serving(id, hash, before, node, now, by));
        });
  }

  private static String last(Tx tx, String node) throws SQLException {
    PreparedStatement select = tx.statement(LAST);
    select.setString(1, node);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static int note(Tx tx, Serving serving) throws SQLException {
    Serving.Act by = serving.by();
    PreparedStatement insert = tx.statement(SERVES);
    insert.setString(1, serving.id());
    insert.setString(2, serving.hash());
    insert.setString(3, serving.before());
    insert.setString(4, serving.node());
    insert.setLong(5, serving.at().toEpochMilli());
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
  public List<Serving> history(int most, String before) {
    Query query = Query.of(SERVINGS).and("id < ?", before).then("order by id desc limit ?", most);
    return store.read(db -> query.on(db).query((row, n) -> serving(row)).list());
  }

  /** The same of one set, all of it. */
  public List<Serving> of(String hash) {
    Query query = Query.of(SERVINGS).and("hash = ?", hash).then("order by id desc");
    return store.read(db -> query.on(db).query((row, n) -> serving(row)).list());
  }

  private static Serving serving(ResultSet row) throws SQLException {
    String who = row.getString(6);
    return new Serving(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        who == null ? null : new Serving.Act(who, row.getString(7), row.getString(8)));
  }
}
