package io.aftercall.bulk;

import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The book of what people did here: who, what, when, why. Nothing is ever struck out. */
public final class AuditLog {
  private static final String KEEP =
      "insert into operator_action (id, at, who, what, about, why, changed)"
          + " values (?, ?, ?, ?, ?, ?, ?)";

  private final Store store;
  private final InstantSource clock;
  private final UlidGenerator ids;

  public AuditLog(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    ids = new UlidGenerator(clock);
  }

  /**
   * Writes down a deed that is done, or begins.
   *
   * @param about in words that name no customer
   * @param why null when nobody asked for it
   */
  public void record(String who, String what, String about, String why) {
    store.write(transaction -> record(transaction, new AuditEvent(who, what, about, why), null));
  }

  /** The same, with how many rows it changed. */
  public void record(String who, String what, String about, String why, long changed) {
    store.write(transaction -> record(transaction, new AuditEvent(who, what, about, why), changed));
  }

  /** What is written down about one deed. */
  record AuditEvent(String who, String what, String about, String why) {}

  /** Within the deed's own transaction. Returns the id. */
  String record(Transaction transaction, AuditEvent auditEvent, Long changed) throws SQLException {
    String id = ids.next();
    PreparedStatement insert = transaction.statement(KEEP);
    insert.setString(1, id);
    insert.setLong(2, clock.millis());
    insert.setString(3, auditEvent.who());
    insert.setString(4, auditEvent.what());
    insert.setString(5, auditEvent.about());
    insert.setString(6, auditEvent.why());
    if (changed == null) {
      insert.setNull(7, Types.BIGINT);
    } else {
      insert.setLong(7, changed);
    }
    insert.executeUpdate();
    return id;
  }

  /**
   * The latest first.
   *
   * @param before only those before this id; null: from the latest on
   */
  public List<AuditEntry> latest(int most, String before) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of(
                """
                select a.id, a.at, a.who, a.what, a.about, a.why, coalesce(a.changed, o.changed)
                from operator_action a left join bulk_order o on o.id = a.id\
                """)
            .where("a.id < ?", before)
            .append("order by a.id desc limit ?", most);
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> action(row)).list());
  }

  private static AuditEntry action(ResultSet row) throws SQLException {
    long count = row.getLong(7);
    Long changed = row.wasNull() ? null : Long.valueOf(count);
    return new AuditEntry(
        row.getString(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        changed);
  }
}
