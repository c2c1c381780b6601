package io.aftercall.journal;

import io.aftercall.store.Dialect;
import io.aftercall.store.HmacHash;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
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
public final class ErasureTombstones {
  private static final String LOCK = "aftercall.erase";
  private static final String MAKE_SECRET =
      "insert into house_secret (name, value) values ('erased', ?) on conflict do nothing";
  private static final String SECRET = "select value from house_secret where name = 'erased'";
  private static final String REMEMBER =
      """
      insert into erased (print, at, receipt, revision) values (?, ?, ?, ?)
      on conflict (print) do update set at = excluded.at,
        receipt = coalesce(erased.receipt, excluded.receipt),
        revision = coalesce(erased.revision, excluded.revision)\
      """;

  private final Store store;
  private final Dialect dialect;
  private final String among;
  private final HmacHash hmacHash;

  /** Known to be so: nobody was ever erased, and no other process could. */
  private volatile boolean nobody;

  /**
   * @param at when it was erased
   * @param receipt what the call's sender was told, or null
   */
  public record Tombstone(Instant at, String receipt, int revision) {}

  /** One per process, for it knows when there is nobody. */
  ErasureTombstones(Store store) {
    this.store = store;
    dialect = store.dialect();
    among = "select print, at, receipt, revision from erased where " + dialect.in("print");
    hmacHash = new HmacHash(store.write(ErasureTombstones::secret));
    nobody = !dialect.shared() && isEmpty(store);
  }

  private static boolean isEmpty(Store store) {
    return store.read(
        db -> db.sql("select 1 from erased limit 1").query(Integer.class).list().isEmpty());
  }

  /** The first process that needs it makes it. */
  private static byte[] secret(Transaction transaction) throws SQLException {
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    PreparedStatement make = transaction.statement(MAKE_SECRET);
    make.setBytes(1, fresh);
    make.executeUpdate();
    try (ResultSet row = transaction.statement(SECRET).executeQuery()) {
      row.next();
      return row.getBytes(1);
    }
  }

  public String ofCall(String source, String callId) {
    return hash("call " + source + " " + callId);
  }

  public String ofPerson(String personKey) {
    return hash("person " + personKey);
  }

  private String hash(String text) {
    return hmacHash.of(text);
  }

  /** The stones of those that were erased, by print. */
  public Map<String, Tombstone> inSubquery(Transaction transaction, Collection<String> prints)
      throws SQLException {
    if (nobody) {
      return Map.of();
    }
    PreparedStatement select = transaction.statement(among);
    select.setObject(1, dialect.list(prints));
    Map<String, Tombstone> tombstones = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Instant at = Instant.ofEpochMilli(row.getLong(2));
        tombstones.put(row.getString(1), new Tombstone(at, row.getString(3), row.getInt(4)));
      }
    }
    return tombstones;
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
  public void remember(Transaction transaction, String print, Tombstone tombstone)
      throws SQLException {
    nobody = false;
    PreparedStatement insert = transaction.statement(REMEMBER);
    insert.setString(1, print);
    insert.setLong(2, tombstone.at().toEpochMilli());
    insert.setString(3, tombstone.receipt());
    if (tombstone.receipt() == null) {
      insert.setNull(4, Types.INTEGER);
    } else {
      insert.setInt(4, tombstone.revision());
    }
    insert.executeUpdate();
  }

  /** Until this transaction ends nobody begins to erase: what is decided in it stays found. */
  public void lockShared(Transaction transaction) throws SQLException {
    lock(transaction, dialect.lockTogether());
  }

  /** Waits for all that are deciding, and has those that come later see what is committed here. */
  public void lockExclusive(Transaction transaction) throws SQLException {
    lock(transaction, dialect.lockAlone());
  }

  private static void lock(Transaction transaction, String sql) throws SQLException {
    if (!sql.isEmpty()) {
      PreparedStatement select = transaction.statement(sql);
      select.setString(1, LOCK);
      select.executeQuery().close();
    }
  }
}
