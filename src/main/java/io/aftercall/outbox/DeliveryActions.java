package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.MatchCount;
import io.aftercall.store.PageRequest;
import io.aftercall.store.PageResult;
import io.aftercall.store.ScanWindow;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * What people may do to deliveries: try again, drop. Always of what a filter names, piece by piece,
 * with who and why; {@link #count} says beforehand how many it would be.
 */
public final class DeliveryActions {
  /**
   * Whose hand it is and what for.
   *
   * @param original whether what is tried again is to be made by the version of the mapping its
   *     first attempt used; else by the one in force
   */
  public record ActionRequest(String who, String why, boolean original) {
    public ActionRequest(String who, String why) {
      this(who, why, false);
    }

    String reason(Action action) {
      return action.done
          + " by "
          + who
          + (original ? ", by the mapping of the first try" : "")
          + ": "
          + why;
    }
  }

  /** What can be done, and to which deliveries. */
  public enum Action {
    /**
     * From rejected, failed, discarded, suppressed; not when a later revision of the call is there.
     */
    RETRY(
        DeliveryState.PENDING,
        "tried again",
        """
        %s and not exists (
          select 1 from delivery o where o.call_id = delivery.call_id
            and o.source = delivery.source and o.destination = delivery.destination
            and o.ordinal = delivery.ordinal and o.revision > delivery.revision
            and o.state <> 'discarded')\
        """
            .formatted(DeliveryQueries.ASIDE)),
    /** From pending, sending, rejected, failed; not while a worker has it. */
    DISCARD(
        DeliveryState.DISCARDED,
        "discarded",
        "state in ('pending', 'sending', 'rejected', 'failed') and (state <> 'sending' or due_at <="
            + " ?)");

    private final DeliveryState next;
    private final String done;
    private final String possible;

    Action(DeliveryState next, String done, String possible) {
      this.next = next;
      this.done = done;
      this.possible = possible;
    }

    SqlBuilder inSubquery(SqlBuilder sqlBuilder, long now) {
      return this == RETRY ? sqlBuilder.where(possible) : sqlBuilder.where(possible, now);
    }
  }

  private static final String SELECT = "select id from delivery";
  private static final String OPEN =
      "select id from (select id, destination from delivery where is_open = 1 and waits = 0"
          + " union all select id, destination from delivery where is_open = 1 and waits = 1)"
          + " as opened";

  private static final String FIRST_MAPPING =
      "select a.mapping_version from attempt a where a.delivery_id = delivery.id"
          + " and a.mapping_version <> '' order by a.number limit 1";

  /** A person has looked, and its patience begins anew. */
  private static final String FORGET = ", maybe_sent = 0, waited_ms = 0";

  private final EndedDeliveries ended = new EndedDeliveries();
  private final Store store;
  private final InstantSource clock;
  private final ReleaseSuccessors releaseSuccessors;
  private final SoleInOrder soleInOrder;
  private final String remember;
  private final String change;
  private final String retry;
  private final String repeat;

  public DeliveryActions(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    Dialect dialect = store.dialect();
    releaseSuccessors = new ReleaseSuccessors(dialect);
    soleInOrder = new SoleInOrder(dialect);
    remember =
        """
        insert into change (subject_id, at, from_state, from_reason, from_state_at, to_state, who,
          why)
        select id, ?, state, reason, state_at, ?, ?, ? from delivery where\
        """
            + dialect.in(" id");
    change = changeSql(dialect, "");
    retry = changeSql(dialect, ", lined = 1" + FORGET + ", mapping_version = null");
    repeat =
        changeSql(dialect, ", lined = 1" + FORGET + ", mapping_version = (" + FIRST_MAPPING + ")");
  }

  private static String changeSql(Dialect dialect, String more) {
    return "update delivery set state = ?, is_open = ?, reason = ?, cause = null, state_at = ?, due_at = ?, waits"
        + " = 0, fence = fence + 1"
        + more
        + " where"
        + dialect.in(" id");
  }

  private String sql(Action action, ActionRequest actionRequest) {
    if (action != Action.RETRY) {
      return change;
    }
    return actionRequest.original() ? repeat : retry;
  }

  /** What people of this process have brought to an end. */
  public EndedDeliveries ended() {
    return ended;
  }

  /** How many deliveries could be changed now, whatever the filter's limit. */
  public MatchCount extent(Action action, DeliveryFilter filter) {
    return MatchCount.of(store, extentQuery(action, filter));
  }

  SqlBuilder extentQuery(Action action, DeliveryFilter filter) {
    String select = "select count(*), max(state_at) from delivery";
    SqlBuilder sqlBuilder =
        action.inSubquery(DeliveryQueries.filtered(select, filter), clock.millis());
    return isBroad(filter) ? sqlBuilder.inSubquery("id", open(filter)) : sqlBuilder;
  }

  /** Whether it names none of those that an index of their own leads to. */
  private static boolean isBroad(DeliveryFilter filter) {
    return filter.state() == DeliveryState.PENDING
        && filter.id() == null
        && filter.callId() == null
        && filter.personKey() == null;
  }

  /**
   * Changes a piece of what the filter names, whatever its limit. What was retried is due at once
   * and keeps its attempts.
   */
  public PageResult act(
      Transaction transaction,
      Action action,
      DeliveryFilter filter,
      PageRequest pageRequest,
      ActionRequest actionRequest)
      throws SQLException {
    boolean few = isBroad(filter) && fewOpen(transaction, filter);
    ScanWindow scanWindow = ScanWindow.of(transaction, looked(filter, few), pageRequest);
    List<String> ids =
        pageQuery(action, filter, few, pageRequest, scanWindow)
            .on(transaction)
            .query(String.class)
            .list();
    change(transaction, ids, action, actionRequest);
    return PageResult.of(ids, ids.size(), pageRequest, scanWindow);
  }

  /** Then they are gone through by their own indexes; many are quicker found among all rows. */
  private static boolean fewOpen(Transaction transaction, DeliveryFilter filter) {
    return open(filter)
            .append("limit ?", ScanWindow.ROWS)
            .wrap("select count(*) from (%s) as seen")
            .on(transaction)
            .query(Integer.class)
            .single()
        < ScanWindow.ROWS;
  }

  /** Those among which the others are looked for: as many conditions as an index serves. */
  static SqlBuilder looked(DeliveryFilter filter, boolean fewOpen) {
    DeliveryFilter bare =
        DeliveryFilter.all()
            .since(filter.since())
            .ofPerson(filter.personKey())
            .ofCall(filter.callId())
            .only(filter.id());
    DeliveryState state = filter.state();
    boolean few = fewOpen || state == DeliveryState.SENDING || DeliveryQueries.setAside(state);
    return ids(few ? bare.in(state).to(filter.destination()) : bare, fewOpen);
  }

  SqlBuilder pageQuery(
      Action action,
      DeliveryFilter filter,
      boolean fewOpen,
      PageRequest pageRequest,
      ScanWindow scanWindow) {
    SqlBuilder ids =
        ids(filter, fewOpen)
            .where("id > ?", pageRequest.after())
            .where("id <= ?", scanWindow.last())
            .where("state_at <= ?", pageRequest.asOf().toEpochMilli());
    return action
        .inSubquery(ids, clock.millis())
        .append("order by id limit ?" + store.dialect().forUpdate(), pageRequest.size());
  }

  private static SqlBuilder open(DeliveryFilter filter) {
    return SqlBuilder.of(OPEN).where("destination = ?", filter.destination());
  }

  private static SqlBuilder ids(DeliveryFilter filter, boolean fewOpen) {
    SqlBuilder ids = DeliveryQueries.filtered(SELECT, filter);
    return fewOpen ? ids.inSubquery("id", open(filter)) : ids;
  }

  private void change(
      Transaction transaction, List<String> ids, Action action, ActionRequest actionRequest)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    long now = clock.millis();
    Object chosen = store.dialect().list(ids);
    PreparedStatement before = transaction.statement(remember);
    before.setLong(1, now);
    before.setString(2, action.next.text());
    before.setString(3, actionRequest.who());
    before.setString(4, actionRequest.why());
    before.setObject(5, chosen);
    before.executeUpdate();
    PreparedStatement update = transaction.statement(sql(action, actionRequest));
    update.setString(1, action.next.text());
    update.setInt(2, action.next.open() ? 1 : 0);
    update.setString(3, actionRequest.reason(action));
    update.setLong(4, now);
    update.setLong(5, now);
    update.setObject(6, chosen);
    update.executeUpdate();
    if (action.next.open()) {
      soleInOrder.ensureIndexedAgain(transaction, ids);
    } else {
      ended.count(action.next, ids);
      releaseSuccessors.of(transaction, ids);
    }
  }
}
