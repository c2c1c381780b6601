package aftercall.orders;

import aftercall.journal.EventList;
import aftercall.outbox.Hands;
import aftercall.store.Extent;
import aftercall.store.Query;
import aftercall.store.Store;
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
public final class BulkOrders {
  /** So many are changed while whoever gave the order waits. */
  private static final int AT_ONCE = 1_000;

  private static final String SELECT =
      """
      select o.id, a.at, a.who, a.why, o.remedy, a.about, o.total, o.changed, o.rate, o.state,
        o.ended_at, o.ended_by
      from bulk_order o join operator_action a on a.id = o.id""";

  private static final String PLACE =
      """
      insert into bulk_order (id, remedy, states, source, destination, since, person_key, call_id,
        reason, only_id, as_of, rate, total, due_at, state)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')""";

  private static final String CANCEL =
      "update bulk_order set state = 'cancelled', ended_at = ?, ended_by = ?, person_key = null,"
          + " call_id = null, only_id = null where id = ? and state = 'running'";

  private final Store store;
  private final Reach reach;
  private final BulkWorker worker;
  private final OperatorActions actions;
  private final InstantSource clock;

  /** What an order can change. */
  record Reach(EventList events, Hands hands) {}

  BulkOrders(
      Store store, Reach reach, BulkWorker worker, OperatorActions actions, InstantSource clock) {
    this.store = store;
    this.reach = reach;
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
  public record Wish(String who, String why, Double rate) {}

  /** How many it would change now. */
  public long count(Remedy remedy, Scope scope) {
    return extent(remedy, scope).rows();
  }

  private Extent extent(Remedy remedy, Scope scope) {
    return scope.states().stream()
        .map(state -> extent(remedy, scope, state))
        .reduce(Extent::and)
        .orElseThrow();
  }

  private Extent extent(Remedy remedy, Scope scope, String state) {
    return switch (remedy) {
      case REPLAY -> reach.events().reopenable(scope.events(state));
      case RETRY, REPEAT -> reach.hands().extent(Hands.Act.RETRY, scope.deliveries(state));
      case DISCARD -> reach.hands().extent(Hands.Act.DISCARD, scope.deliveries(state));
    };
  }

  /** Begins an order. A small one without a rate is done when this returns. */
  public BulkOrder give(Remedy remedy, Scope scope, Wish wish) {
    Extent extent = extent(remedy, scope);
    String id = place(remedy, scope, wish, extent);
    if (wish.rate() == null && extent.rows() <= AT_ONCE) {
      worker.finish(id);
    } else {
      worker.wake();
    }
    return get(id).orElseThrow();
  }

  private String place(Remedy remedy, Scope scope, Wish wish, Extent extent) {
    OperatorActions.Deed deed =
        new OperatorActions.Deed(wish.who(), remedy.text(), scope.about(), wish.why());
    return store.write(
        tx -> {
          String id = actions.keep(tx, deed, null);
          PreparedStatement insert = tx.statement(PLACE);
          insert.setString(1, id);
          insert.setString(2, remedy.text());
          insert.setString(3, String.join(",", scope.states()));
          insert.setString(4, scope.source());
          insert.setString(5, scope.destination());
          setLong(insert, 6, scope.since());
          insert.setString(7, scope.personKey());
          insert.setString(8, scope.callId());
          insert.setString(9, scope.reason());
          insert.setString(10, scope.id());
          insert.setLong(11, extent.asOf(clock.instant()).toEpochMilli());
          if (wish.rate() == null) {
            insert.setNull(12, Types.DOUBLE);
          } else {
            insert.setDouble(12, wish.rate());
          }
          insert.setLong(13, extent.rows());
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

  public Optional<BulkOrder> get(String id) {
    return list(Query.of(SELECT).and("o.id = ?", id)).stream().findFirst();
  }

  /** Those that run, the oldest first. */
  public List<BulkOrder> running() {
    return list(Query.of(SELECT).and("o.state = 'running'").then("order by o.id"));
  }

  /** Of all, the latest first. */
  public List<BulkOrder> latest(int most) {
    return list(Query.of(SELECT).then("order by o.id desc limit ?", most));
  }

  /** Calls it off: what is changed stays changed. False when it has ended already. */
  public boolean cancel(String id, String who) {
    return store.write(
        tx -> {
          PreparedStatement update = tx.statement(CANCEL);
          update.setLong(1, clock.millis());
          update.setString(2, who);
          update.setString(3, id);
          boolean stopped = update.executeUpdate() == 1;
          if (stopped) {
            actions.keep(tx, new OperatorActions.Deed(who, "cancel", "order " + id, null), null);
          }
          return stopped;
        });
  }

  private List<BulkOrder> list(Query query) {
    return store.read(db -> query.on(db).query((row, n) -> order(row)).list());
  }

  private static BulkOrder order(ResultSet row) throws SQLException {
    double rate = row.getDouble(9);
    boolean unbound = row.wasNull();
    long ended = row.getLong(11);
    Instant endedAt = row.wasNull() ? null : Instant.ofEpochMilli(ended);
    return new BulkOrder(
        row.getString(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        Remedy.of(row.getString(5)).orElseThrow(),
        row.getString(6),
        row.getLong(7),
        row.getLong(8),
        unbound ? null : rate,
        BulkOrder.State.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
        endedAt,
        row.getString(12));
  }
}
