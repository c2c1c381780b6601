package io.aftercall.bulk;

import io.aftercall.concurrent.ClockShiftDetector;
import io.aftercall.concurrent.WakeUp;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.store.PageRequest;
import io.aftercall.store.PageResult;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
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
      from bulk_order o join operator_action a on a.id = o.id\
      """;

  /** What an order was for is nobody's business any more once it has ended. */
  private static final String ADVANCE =
      """
      update bulk_order set states = ?, after_id = ?, changed = changed + ?, due_at = ?,
        state = ?, ended_at = ?, person_key = case when ? = 'done' then null else person_key end,
        call_id = case when ? = 'done' then null else call_id end,
        only_id = case when ? = 'done' then null else only_id end
      where id = ?\
      """;

  private static final String SET_BACK =
      "update bulk_order set due_at = due_at - ? where state = 'running' and due_at > ?";

  private final Store store;
  private final BulkJobs.BulkTargets bulkTargets;
  private final InstantSource clock;
  private final WakeUp wakeUp;
  private final ClockShiftDetector watch;

  /** An order in the hand of this worker. */
  private record Work(
      String id,
      BulkAction bulkAction,
      DeliveryActions.ActionRequest order,
      BulkSelection scope,
      String after,
      Instant asOf,
      double rate) {
    String state() {
      return scope.states().get(0);
    }

    /** Those with a rate take small pieces, so that it is kept evenly. */
    PageRequest span() {
      int size = rate == 0 ? PAGE : (int) Math.max(1, Math.min(PAGE, rate));
      return new PageRequest(after, asOf, size);
    }
  }

  BulkWorker(
      Store store,
      BulkJobs.BulkTargets bulkTargets,
      InstantSource clock,
      ClockShiftDetector watch,
      WakeUp wakeUp) {
    this.store = store;
    this.bulkTargets = bulkTargets;
    this.clock = clock;
    this.watch = watch;
    this.wakeUp = wakeUp;
  }

  /** Has the loop look at once. */
  void wake() {
    wakeUp.raise();
  }

  /**
   * A piece of the order that has waited longest. Returns how long to rest: after a piece as long
   * as it took, for others wait for commits too.
   */
  Duration step() {
    keepTime();
    SqlBuilder sqlBuilder =
        SqlBuilder.of(SELECT)
            .where("o.state = 'running'")
            .where("o.due_at <= ?", clock.millis())
            .append("order by o.due_at limit 1" + ofOrder());
    long start = System.nanoTime();
    boolean more = store.write(transaction -> piece(transaction, sqlBuilder));
    return more ? Duration.ofNanos(System.nanoTime() - start) : untilNext();
  }

  /** What is due by a clock that was set back since would wait for so much longer. */
  private void keepTime() {
    Duration back = watch.check();
    if (!back.isZero()) {
      store.write(
          transaction -> {
            PreparedStatement update = transaction.statement(SET_BACK);
            update.setLong(1, back.toMillis());
            update.setLong(2, clock.millis());
            return update.executeUpdate();
          });
    }
  }

  /** All of one order, in the caller's thread. */
  void finish(String id) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of(SELECT).where("o.state = 'running'").where("o.id = ?", id).append(ofOrder());
    boolean more = true;
    while (more) {
      more = store.write(transaction -> piece(transaction, sqlBuilder));
    }
  }

  /** The book is only read: what is locked is the order. */
  private String ofOrder() {
    String lock = store.dialect().skipLocked();
    return lock.isEmpty() ? "" : lock.replace("update", "update of o");
  }

  private Duration untilNext() {
    SqlBuilder sqlBuilder =
        SqlBuilder.of("select min(due_at) from bulk_order").where("state = 'running'");
    Long due = store.read(db -> sqlBuilder.on(db).query(Long.class).optional().orElse(null));
    if (due == null) {
      return REST;
    }
    Duration left = Duration.ofMillis(Math.max(1, due - clock.millis()));
    return left.compareTo(REST) < 0 ? left : REST;
  }

  private boolean piece(Transaction transaction, SqlBuilder sqlBuilder) throws SQLException {
    Optional<Work> found = sqlBuilder.on(transaction).query((row, n) -> work(row)).optional();
    if (found.isEmpty()) {
      return false;
    }
    Work work = found.get();
    PageResult done = change(transaction, work);
    advance(transaction, work, done);
    return true;
  }

  private PageResult change(Transaction transaction, Work work) throws SQLException {
    return switch (work.bulkAction()) {
      case REPLAY -> {
        DeliveryActions.ActionRequest actionRequest = work.order();
        yield bulkTargets
            .events()
            .reopen(
                transaction,
                work.scope().events(work.state()),
                work.span(),
                actionRequest.who(),
                actionRequest.why());
      }
      case DISMISS -> {
        DeliveryActions.ActionRequest actionRequest = work.order();
        yield bulkTargets
            .events()
            .dismiss(
                transaction,
                work.scope().events(work.state()),
                work.span(),
                actionRequest.who(),
                actionRequest.why());
      }
      case RETRY, REPEAT -> act(transaction, DeliveryActions.Action.RETRY, work);
      case DISCARD -> act(transaction, DeliveryActions.Action.DISCARD, work);
    };
  }

  private PageResult act(Transaction transaction, DeliveryActions.Action action, Work work)
      throws SQLException {
    return bulkTargets
        .deliveryActions()
        .act(transaction, action, work.scope().deliveries(work.state()), work.span(), work.order());
  }

  private void advance(Transaction transaction, Work work, PageResult done) throws SQLException {
    List<String> states = work.scope().states();
    List<String> left = done.isEnd() ? states.subList(1, states.size()) : states;
    boolean ended = left.isEmpty();
    long now = clock.millis();
    long wait = work.rate() == 0 ? 0 : (long) (done.changed() * 1_000 / work.rate());
    PreparedStatement update = transaction.statement(ADVANCE);
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
      transaction.afterCommit(
          () -> LOG.info("job.done id={} remedy={}", work.id(), work.bulkAction().text()));
    }
  }

  private static Work work(ResultSet row) throws SQLException {
    long since = row.getLong(9);
    Instant sinceAt = row.wasNull() ? null : Instant.ofEpochMilli(since);
    BulkSelection bulkSelection =
        new BulkSelection(
            List.of(row.getString(5).split(",")),
            row.getString(7),
            row.getString(8),
            sinceAt,
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13));
    BulkAction bulkAction = BulkAction.of(row.getString(4)).orElseThrow();
    return new Work(
        row.getString(1),
        bulkAction,
        new DeliveryActions.ActionRequest(
            row.getString(2), row.getString(3), bulkAction == BulkAction.REPEAT),
        bulkSelection,
        row.getString(6),
        Instant.ofEpochMilli(row.getLong(14)),
        row.getDouble(15));
  }
}
