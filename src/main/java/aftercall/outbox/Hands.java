package aftercall.outbox;

import aftercall.store.Dialect;
import aftercall.store.Extent;
import aftercall.store.Query;
import aftercall.store.Span;
import aftercall.store.Store;
import aftercall.store.Stretch;
import aftercall.store.Tx;
import aftercall.store.Window;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * What people may do to deliveries: try again, drop. Always of what a filter names, piece by piece,
 * with who and why; {@link #count} says beforehand how many it would be.
 */
public final class Hands {
  /**
   * Whose hand it is and what for.
   *
   * @param original whether what is tried again is to be made by the version of the mapping its
   *     first attempt used; else by the one in force
   */
  public record Order(String who, String why, boolean original) {
    public Order(String who, String why) {
      this(who, why, false);
    }

    String reason(Act act) {
      return act.done
          + " by "
          + who
          + (original ? ", by the mapping of the first try" : "")
          + ": "
          + why;
    }
  }

  /** What can be done, and to which deliveries. */
  public enum Act {
    /** From refused, dead, discarded; not when a later revision of the call is there. */
    RETRY(
        DeliveryState.PENDING,
        "tried again",
        """
        %s and not exists (
          select 1 from delivery o where o.call_id = delivery.call_id
            and o.source = delivery.source and o.destination = delivery.destination
            and o.ordinal = delivery.ordinal and o.revision > delivery.revision
            and o.state <> 'discarded')"""
            .formatted(DeliveryList.ASIDE)),
    /** From pending, sending, refused, dead; not while a worker has it. */
    DISCARD(
        DeliveryState.DISCARDED,
        "discarded",
        "state in ('pending', 'sending', 'refused', 'dead') and (state <> 'sending' or due_at <="
            + " ?)");

    private final DeliveryState next;
    private final String done;
    private final String possible;

    Act(DeliveryState next, String done, String possible) {
      this.next = next;
      this.done = done;
      this.possible = possible;
    }

    Query among(Query query, long now) {
      return this == RETRY ? query.and(possible) : query.and(possible, now);
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

  private final Store store;
  private final InstantSource clock;
  private final Closing closing;
  private final Alone alone;
  private final String remember;
  private final String change;
  private final String retry;
  private final String repeat;

  public Hands(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    Dialect dialect = store.dialect();
    closing = new Closing(dialect);
    alone = new Alone(dialect);
    remember =
        """
        insert into change (subject_id, at, from_state, from_reason, from_state_at, to_state, who,
          why)
        select id, ?, state, reason, state_at, ?, ?, ? from delivery where """
            + dialect.in(" id");
    change = changeSql(dialect, "");
    retry = changeSql(dialect, ", lined = 1" + FORGET + ", mapping_version = null");
    repeat =
        changeSql(dialect, ", lined = 1" + FORGET + ", mapping_version = (" + FIRST_MAPPING + ")");
  }

  private static String changeSql(Dialect dialect, String more) {
    return "update delivery set state = ?, is_open = ?, reason = ?, state_at = ?, due_at = ?, waits = 0,"
        + " fence = fence + 1"
        + more
        + " where"
        + dialect.in(" id");
  }

  private String sql(Act act, Order order) {
    if (act != Act.RETRY) {
      return change;
    }
    return order.original() ? repeat : retry;
  }

  /** How many deliveries could be changed now, whatever the filter's limit. */
  public Extent extent(Act act, DeliveryFilter filter) {
    return Extent.of(store, extentQuery(act, filter));
  }

  Query extentQuery(Act act, DeliveryFilter filter) {
    String select = "select count(*), max(state_at) from delivery";
    Query query = act.among(DeliveryList.filtered(select, filter), clock.millis());
    return isBroad(filter) ? query.among("id", open(filter)) : query;
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
  public Stretch act(Tx tx, Act act, DeliveryFilter filter, Span span, Order order)
      throws SQLException {
    boolean few = isBroad(filter) && fewOpen(tx, filter);
    Window window = Window.of(tx, looked(filter, few), span);
    List<String> ids = pageQuery(act, filter, few, span, window).on(tx).query(String.class).list();
    change(tx, ids, act, order);
    return Stretch.of(ids, ids.size(), span, window);
  }

  /** Then they are gone through by their own indexes; many are quicker found among all rows. */
  private static boolean fewOpen(Tx tx, DeliveryFilter filter) {
    return open(filter)
            .then("limit ?", Window.ROWS)
            .inside("select count(*) from (%s) as seen")
            .on(tx)
            .query(Integer.class)
            .single()
        < Window.ROWS;
  }

  /** Those among which the others are looked for: as many conditions as an index serves. */
  static Query looked(DeliveryFilter filter, boolean fewOpen) {
    DeliveryFilter bare =
        DeliveryFilter.all()
            .since(filter.since())
            .ofPerson(filter.personKey())
            .ofCall(filter.callId())
            .only(filter.id());
    DeliveryState state = filter.state();
    boolean few = fewOpen || state == DeliveryState.SENDING || DeliveryList.setAside(state);
    return ids(few ? bare.in(state).to(filter.destination()) : bare, fewOpen);
  }

  Query pageQuery(Act act, DeliveryFilter filter, boolean fewOpen, Span span, Window window) {
    Query ids =
        ids(filter, fewOpen)
            .and("id > ?", span.after())
            .and("id <= ?", window.last())
            .and("state_at <= ?", span.asOf().toEpochMilli());
    return act.among(ids, clock.millis())
        .then("order by id limit ?" + store.dialect().forUpdate(), span.size());
  }

  private static Query open(DeliveryFilter filter) {
    return Query.of(OPEN).and("destination = ?", filter.destination());
  }

  private static Query ids(DeliveryFilter filter, boolean fewOpen) {
    Query ids = DeliveryList.filtered(SELECT, filter);
    return fewOpen ? ids.among("id", open(filter)) : ids;
  }

  private void change(Tx tx, List<String> ids, Act act, Order order) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    long now = clock.millis();
    Object chosen = store.dialect().list(ids);
    PreparedStatement before = tx.statement(remember);
    before.setLong(1, now);
    before.setString(2, act.next.text());
    before.setString(3, order.who());
    before.setString(4, order.why());
    before.setObject(5, chosen);
    before.executeUpdate();
    PreparedStatement update = tx.statement(sql(act, order));
    update.setString(1, act.next.text());
    update.setInt(2, act.next.open() ? 1 : 0);
    update.setString(3, order.reason(act));
    update.setLong(4, now);
    update.setLong(5, now);
    update.setObject(6, chosen);
    update.executeUpdate();
    if (act.next.open()) {
      alone.joinedAgainBy(tx, ids);
    } else {
      closing.of(tx, ids);
    }
  }
}
