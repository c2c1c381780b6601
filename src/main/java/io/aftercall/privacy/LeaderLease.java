package io.aftercall.privacy;

import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Work of which one node does all: whoever has it keeps it while it asks in time. */
public final class LeaderLease {
  private static final Duration TERM = Duration.ofMinutes(2);
  private static final String TAKE =
      """
      insert into duty (name, node, until) values (?, ?, ?)
      on conflict (name) do update set node = excluded.node, until = excluded.until
      where duty.node = excluded.node or duty.until < ?\
      """;

  private final Store store;
  private final String name;
  private final String node;
  private final InstantSource clock;
  private Instant renew = Instant.MIN;

  /**
   * @param node another one for each process
   */
  public LeaderLease(Store store, String name, String node, InstantSource clock) {
    this.store = store;
    this.name = name;
    this.node = node;
    this.clock = clock;
  }

  /** Whether it is this node's now. */
  public synchronized boolean isLeader() {
    Instant now = clock.instant();
    if (now.isBefore(renew) && renew.isBefore(now.plus(TERM))) {
      return true;
    }
    boolean ours = store.write(transaction -> take(transaction, now));
    renew = ours ? now.plus(TERM.dividedBy(2)) : Instant.MIN;
    return ours;
  }

  /** Lets another node have it at once. */
  synchronized void release() {
    renew = Instant.MIN;
    store.write(
        transaction -> {
          PreparedStatement delete =
              transaction.statement("delete from duty where name = ? and node = ?");
          delete.setString(1, name);
          delete.setString(2, node);
          return delete.executeUpdate();
        });
  }

  private boolean take(Transaction transaction, Instant now) throws SQLException {
    PreparedStatement upsert = transaction.statement(TAKE);
    upsert.setString(1, name);
    upsert.setString(2, node);
    upsert.setLong(3, now.plus(TERM).toEpochMilli());
    upsert.setLong(4, now.toEpochMilli());
    return upsert.executeUpdate() == 1;
  }
}
