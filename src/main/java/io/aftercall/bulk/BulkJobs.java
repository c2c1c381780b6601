package io.aftercall.bulk;

import io.aftercall.journal.EventQueries;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.store.MatchCount;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes orders, tells how they stand, and calls them off. */
public final class BulkJobs {
  /** So many are changed while whoever gave the order waits. */
  private static final int AT_ONCE = 1_000;

  private static final String SELECT =
      """
      select o.id, a.at, a.who, a.why, o.remedy, a.about, o.total, o.changed, o.rate, o.state,
        o.ended_at, o.ended_by
      from bulk_order o join operator_action a on a.id = o.id\
      """;

  private static final String PLACE =
      """
      insert into bulk_order (id, remedy, states, source, destination, since, person_key, call_id,
        reason, only_id, as_of, rate, total, due_at, state)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')\
      """;

  private static final String CANCEL =
      "update bulk_order set state = 'cancelled', ended_at = ?, ended_by = ?, person_key = null,"
          + " call_id = null, only_id = null where id = ? and state = 'running'";

  private final Store store;
  private final BulkTargets bulkTargets;
  private final BulkWorker worker;
  private final AuditLog actions;
  private final InstantSource clock;

  /** What an order can change. */
  record BulkTargets(EventQueries events, DeliveryActions deliveryActions) {}

  BulkJobs(
      Store store,
      BulkTargets bulkTargets,
      BulkWorker worker,
      AuditLog actions,
      InstantSource clock) {
    this.store = store;
    this.bulkTargets = bulkTargets;
    this.worker = worker;
    this.actions = actions;
    this.clock = clock;
  }

  /**
   * Who wants it, and how.
   *
   * @param why in a person's words; kept with every change
   * @param rate of changes per second at most; null: as fast as it goes
   */
  public record BulkRequest(String who, String why, Double rate) {}

  /** How many it would change now. */
  public long count(BulkAction bulkAction, BulkSelection bulkSelection) {
    return extent(bulkAction, bulkSelection).rows();
  }

  private MatchCount extent(BulkAction bulkAction, BulkSelection bulkSelection) {
    return bulkSelection.states().stream()
        .map(state -> extent(bulkAction, bulkSelection, state))
        .reduce(MatchCount::where)
        .orElseThrow();
  }

  private MatchCount extent(BulkAction bulkAction, BulkSelection bulkSelection, String state) {
    return switch (bulkAction) {
      case REPLAY -> bulkTargets.events().reopenable(bulkSelection.events(state));
      case DISMISS -> bulkTargets.events().dismissible(bulkSelection.events(state));
      case RETRY, REPEAT ->
          bulkTargets
              .deliveryActions()
              .extent(DeliveryActions.Action.RETRY, bulkSelection.deliveries(state));
      case DISCARD ->
          bulkTargets
              .deliveryActions()
              .extent(DeliveryActions.Action.DISCARD, bulkSelection.deliveries(state));
    };
  }

  /** Begins an order. A small one without a rate is done when this returns. */
  public BulkJob give(BulkAction bulkAction, BulkSelection bulkSelection, BulkRequest bulkRequest) {
    MatchCount matchCount = extent(bulkAction, bulkSelection);
    String id = place(bulkAction, bulkSelection, bulkRequest, matchCount);
    if (bulkRequest.rate() == null && matchCount.rows() <= AT_ONCE) {
      worker.finish(id);
    } else {
      worker.wake();
    }
    return get(id).orElseThrow();
  }

  private String place(
      BulkAction bulkAction,
      BulkSelection bulkSelection,
      BulkRequest bulkRequest,
      MatchCount matchCount) {
    AuditLog.AuditEvent auditEvent =
        new AuditLog.AuditEvent(
            bulkRequest.who(), bulkAction.text(), bulkSelection.about(), bulkRequest.why());
    return store.write(
        transaction -> {
          String id = actions.record(transaction, auditEvent, null);
          PreparedStatement insert = transaction.statement(PLACE);
          insert.setString(1, id);
          insert.setString(2, bulkAction.text());
          insert.setString(3, String.join(",", bulkSelection.states()));
          insert.setString(4, bulkSelection.source());
          insert.setString(5, bulkSelection.destination());
          setLong(insert, 6, bulkSelection.since());
          insert.setString(7, bulkSelection.personKey());
          insert.setString(8, bulkSelection.callId());
          insert.setString(9, bulkSelection.reason());
          insert.setString(10, bulkSelection.id());
          insert.setLong(11, matchCount.asOf(clock.instant()).toEpochMilli());
          if (bulkRequest.rate() == null) {
            insert.setNull(12, Types.DOUBLE);
          } else {
            insert.setDouble(12, bulkRequest.rate());
          }
          insert.setLong(13, matchCount.rows());
          insert.setLong(14, clock.millis());
          insert.executeUpdate();
          return id;
        });
  }

  private static void setLong(PreparedStatement statement, int index, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, time.toEpochMilli());
    }
  }

  public Optional<BulkJob> get(String id) {
    return list(SqlBuilder.of(SELECT).where("o.id = ?", id)).stream().findFirst();
  }

  /** Those that run, the oldest first. */
  public List<BulkJob> running() {
    return list(SqlBuilder.of(SELECT).where("o.state = 'running'").append("order by o.id"));
  }

  /** Of all, the latest first. */
  public List<BulkJob> latest(int most) {
    return list(SqlBuilder.of(SELECT).append("order by o.id desc limit ?", most));
  }

  /** Calls it off: what is changed stays changed. False when it has ended already. */
  public boolean cancel(String id, String who) {
    return store.write(
        transaction -> {
          PreparedStatement update = transaction.statement(CANCEL);
          update.setLong(1, clock.millis());
          update.setString(2, who);
          update.setString(3, id);
          boolean stopped = update.executeUpdate() == 1;
          if (stopped) {
            actions.record(
                transaction, new AuditLog.AuditEvent(who, "cancel", "order " + id, null), null);
          }
          return stopped;
        });
  }

  private List<BulkJob> list(SqlBuilder sqlBuilder) {
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> order(row)).list());
  }

  private static BulkJob order(ResultSet row) throws SQLException {
    double rate = row.getDouble(9);
    boolean unbound = row.wasNull();
    long ended = row.getLong(11);
    Instant endedAt = row.wasNull() ? null : Instant.ofEpochMilli(ended);
    return new BulkJob(
        row.getString(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        BulkAction.of(row.getString(5)).orElseThrow(),
        row.getString(6),
        row.getLong(7),
        row.getLong(8),
        unbound ? null : rate,
        BulkJob.State.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
        endedAt,
        row.getString(12));
  }
}
