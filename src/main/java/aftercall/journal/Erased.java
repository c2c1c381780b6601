package aftercall.journal;

import aftercall.store.Dialect;
import aftercall.store.Print;
import aftercall.store.Store;
import aftercall.store.Tx;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who was erased and must not come back. Kept are prints of persons and calls (HMAC-SHA256 with a
 * secret of this database), so that nobody can read from them who it was.
 */
public final class Erased {
  private static final String LOCK = "aftercall.erase";
  private static final String MAKE_SECRET =
      "insert into house_secret (name, value) values ('erased', ?) on conflict do nothing";
  private static final String SECRET = "select value from house_secret where name = 'erased'";
  private static final String REMEMBER =
      """
      insert into erased (print, at, receipt, revision) values (?, ?, ?, ?)
      on conflict (print) do update set at = excluded.at,
        receipt = coalesce(erased.receipt, excluded.receipt),
        revision = coalesce(erased.revision, excluded.revision)""";

  private final Store store;
  private final Dialect dialect;
  private final String among;
  private final Print print;

  /** Known to be so: nobody was ever erased, and no other process could. */
  private volatile boolean nobody;

  /**
   * @param at when it was erased
   * @param receipt what the call's sender was told, or null
   */
  public record Stone(Instant at, String receipt, int revision) {}

  /** One per process, for it knows when there is nobody. */
  Erased(Store store) {
    this.store = store;
    dialect = store.dialect();
    among = "select print, at, receipt, revision from erased where " + dialect.in("print");
    print = new Print(store.write(Erased::secret));
    nobody = !dialect.shared() && isEmpty(store);
  }

  private static boolean isEmpty(Store store) {
    return store.read(
        db -> db.sql("select 1 from erased limit 1").query(Integer.class).list().isEmpty());
  }

  /** The first process that needs it makes it. */
  private static byte[] secret(Tx tx) throws SQLException {
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    PreparedStatement make = tx.statement(MAKE_SECRET);
    make.setBytes(1, fresh);
    make.executeUpdate();
    try (ResultSet row = tx.statement(SECRET).executeQuery()) {
      row.next();
      return row.getBytes(1);
    }
  }

  public String ofCall(String source, String callId) {
    return print("call " + source + " " + callId);
  }

  public String ofPerson(String personKey) {
    return print("person " + personKey);
  }

  private String print(String text) {
    return print.of(text);
  }

  /** The stones of those that were erased, by print. */
  public Map<String, Stone> among(Tx tx, Collection<String> prints) throws SQLException {
    if (nobody) {
      return Map.of();
    }
    PreparedStatement select = tx.statement(among);
    select.setObject(1, dialect.list(prints));
    Map<String, Stone> stones = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Instant at = Instant.ofEpochMilli(row.getLong(2));
        stones.put(row.getString(1), new Stone(at, row.getString(3), row.getInt(4)));
      }
    }
    return stones;
  }

  /** When the call was erased; empty when it was not. */
  public Optional<Instant> since(String source, String callId) {
    return store.read(
        db ->
            db.sql("select at from erased where print = ?")
                .params(ofCall(source, callId))
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli));
  }

  /** A stone that stands keeps its receipt: the sender is told the first one. */
  public void remember(Tx tx, String print, Stone stone) throws SQLException {
    nobody = false;
    PreparedStatement insert = tx.statement(REMEMBER);
    insert.setString(1, print);
    insert.setLong(2, stone.at().toEpochMilli());
    insert.setString(3, stone.receipt());
    if (stone.receipt() == null) {
      insert.setNull(4, Types.INTEGER);
    } else {
      insert.setInt(4, stone.revision());
    }
    insert.executeUpdate();
  }

  /** Until this transaction ends nobody begins to erase: what is decided in it stays found. */
  public void keepOut(Tx tx) throws SQLException {
    lock(tx, dialect.lockTogether());
  }

  /** Waits for all that are deciding, and has those that come later see what is committed here. */
  public void alone(Tx tx) throws SQLException {
    lock(tx, dialect.lockAlone());
  }

  private static void lock(Tx tx, String sql) throws SQLException {
    if (!sql.isEmpty()) {
      PreparedStatement select = tx.statement(sql);
      select.setString(1, LOCK);
      select.executeQuery().close();
    }
  }
}
