package aftercall.orders;

import aftercall.delivery.ClockWatch;
import aftercall.delivery.Signal;
import aftercall.outbox.Hands;
import aftercall.store.Query;
import aftercall.store.Span;
import aftercall.store.Store;
import aftercall.store.Stretch;
import aftercall.store.Tx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries orders out, a piece per transaction: what is changed and how far the order is are
 * committed together, so that no crash counts a change twice or leaves one out. The row of an order
 * is locked while a piece of it is done; other nodes take another order.
 */
final class BulkWorker {
  private static final Logger LOG = LoggerFactory.getLogger(BulkWorker.class);
  private static final int PAGE = 500;
  private static final Duration REST = Duration.ofSeconds(5);

  private static final String SELECT =
      """
      select o.id, a.who, a.why, o.remedy, o.states, o.after_id, o.source, o.destination, o.since,
        o.person_key, o.call_id, o.reason, o.only_id, o.as_of, o.rate
      from bulk_order o join operator_action a on a.id = o.id""";

  /** What an order was for is nobody's business any more once it has ended. */
  private static final String ADVANCE =
      """
      update bulk_order set states = ?, after_id = ?, changed = changed + ?, due_at = ?,
        state = ?, ended_at = ?, person_key = case when ? = 'done' then null else person_key end,
        call_id = case when ? = 'done' then null else call_id end,
        only_id = case when ? = 'done' then null else only_id end
      where id = ?""";

  private static final String SET_BACK =
      "update bulk_order set due_at = due_at - ? where state = 'running' and due_at > ?";

  private final Store store;
  private final BulkOrders.Reach reach;
  private final InstantSource clock;
  private final Signal signal;
  private final ClockWatch watch;

  /** An order in the hand of this worker. */
  private record Work(
      String id,
      Remedy remedy,
      Hands.Order order,
      Scope scope,
      String after,
      Instant asOf,
      double rate) {
    String state() {
      return scope.states().get(0);
    }

    /** Those with a rate take small pieces, so that it is kept evenly. */
    Span span() {
      int size = rate == 0 ? PAGE : (int) Math.max(1, Math.min(PAGE, rate));
      return new Span(after, asOf, size);
    }
  }

  BulkWorker(
      Store store, BulkOrders.Reach reach, InstantSource clock, ClockWatch watch, Signal signal) {
    this.store = store;
    this.reach = reach;
    this.clock = clock;
    this.watch = watch;
    this.signal = signal;
  }

  /** Has the loop look at once. */
  void wake() {
    signal.raise();
  }

  /**
   * A piece of the order that has waited longest. Returns how long to rest: after a piece as long
   * as it took, for others wait for commits too.
   */
  Duration step() {
    keepTime();
    Query query =
        Query.of(SELECT)
            .and("o.state = 'running'")
            .and("o.due_at <= ?", clock.millis())
            .then("order by o.due_at limit 1" + ofOrder());
    long start = System.nanoTime();
    boolean more = store.write(tx -> piece(tx, query));
    return more ? Duration.ofNanos(System.nanoTime() - start) : untilNext();
  }

  /** What is due by a clock that was set back since would wait for so much longer. */
  private void keepTime() {
    Duration back = watch.look();
    if (!back.isZero()) {
      store.write(
          tx -> {
            PreparedStatement update = tx.statement(SET_BACK);
            update.setLong(1, back.toMillis());
            update.setLong(2, clock.millis());
            return update.executeUpdate();
          });
    }
  }

  /** All of one order, in the caller's thread. */
  void finish(String id) {
    Query query = Query.of(SELECT).and("o.state = 'running'").and("o.id = ?", id).then(ofOrder());
    boolean more = true;
    while (more) {
      more = store.write(tx -> piece(tx, query));
    }
  }

  /** The book is only read: what is locked is the order. */
  private String ofOrder() {
    String lock = store.dialect().skipLocked();
    return lock.isEmpty() ? "" : lock.replace("update", "update of o");
  }

  private Duration untilNext() {
    Query query = Query.of("select min(due_at) from bulk_order").and("state = 'running'");
    Long due = store.read(db -> query.on(db).query(Long.class).optional().orElse(null));
    if (due == null) {
      return REST;
    }
    Duration left = Duration.ofMillis(Math.max(1, due - clock.millis()));
    return left.compareTo(REST) < 0 ? left : REST;
  }

  private boolean piece(Tx tx, Query query) throws SQLException {
    Optional<Work> found = query.on(tx).query((row, n) -> work(row)).optional();
    if (found.isEmpty()) {
      return false;
    }
    Work work = found.get();
    Stretch done = change(tx, work);
    advance(tx, work, done);
    return true;
  }

  private Stretch change(Tx tx, Work work) throws SQLException {
    return switch (work.remedy()) {
      case REPLAY -> {
        Hands.Order order = work.order();
        yield reach
            .events()
            .reopen(tx, work.scope().events(work.state()), work.span(), order.who(), order.why());
      }
      case RETRY, REPEAT -> act(tx, Hands.Act.RETRY, work);
      case DISCARD -> act(tx, Hands.Act.DISCARD, work);
    };
  }

  private Stretch act(Tx tx, Hands.Act act, Work work) throws SQLException {
    return reach
        .hands()
        .act(tx, act, work.scope().deliveries(work.state()), work.span(), work.order());
  }

  private void advance(Tx tx, Work work, Stretch done) throws SQLException {
    List<String> states = work.scope().states();
    List<String> left = done.isEnd() ? states.subList(1, states.size()) : states;
    boolean ended = left.isEmpty();
    long now = clock.millis();
    long wait = work.rate() == 0 ? 0 : (long) (done.changed() * 1_000 / work.rate());
    PreparedStatement update = tx.statement(ADVANCE);
    update.setString(1, String.join(",", left));
    update.setString(2, done.isEnd() ? "" : done.last());
    update.setInt(3, done.changed());
    update.setLong(4, now + wait);
    update.setString(5, ended ? "done" : "running");
    update.setObject(6, ended ? now : null);
    for (int whose = 7; whose <= 9; whose++) {
      update.setString(whose, ended ? "done" : "running");
    }
    update.setString(10, work.id());
    update.executeUpdate();
    if (ended) {
      tx.afterCommit(() -> LOG.info("order.done id={} remedy={}", work.id(), work.remedy().text()));
    }
  }

  private static Work work(ResultSet row) throws SQLException {
    long since = row.getLong(9);
    Instant sinceAt = row.wasNull() ? null : Instant.ofEpochMilli(since);
    Scope scope =
        new Scope(
            List.of(row.getString(5).split(",")),
            row.getString(7),
            row.getString(8),
            sinceAt,
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13));
    Remedy remedy = Remedy.of(row.getString(4)).orElseThrow();
    return new Work(
        row.getString(1),
        remedy,
        new Hands.Order(row.getString(2), row.getString(3), remedy == Remedy.REPEAT),
        scope,
        row.getString(6),
        Instant.ofEpochMilli(row.getLong(14)),
        row.getDouble(15));
  }
}
