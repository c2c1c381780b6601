package io.aftercall.journal;

import io.aftercall.store.MatchCount;
import io.aftercall.store.PageRequest;
import io.aftercall.store.PageResult;
import io.aftercall.store.ScanWindow;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journal as people look at it, and what they may do there: reopen. */
public final class EventQueries {
  private static final String COLUMNS =
      """
      select id, source, call_id, revision, kind, content_hash, state, reason, person_key,
        received_at, state_at, headers
      from event\
      """;

  /** The words of the index of what needs a person: SQLite knows it again by its words. */
  static final String ASIDE = "state in ('held', 'quarantined', 'unrouted')";

  /** The words of the index of what needs nobody and goes nowhere. */
  private static final String SETTLED = "state in ('ignored', 'dismissed')";

  /** The reason word for word, or what it has in common with others. */
  static final String BECAUSE = "? in (coalesce(cause, reason, ''), coalesce(reason, ''))";

  static final String GROUPS =
      """
      select state, coalesce(cause, reason, ''), count(*) as many, min(state_at), max(state_at),
        min(reason)
      from event where %s
      group by state, coalesce(cause, reason, '') order by many desc, 2 limit ?\
      """
          .formatted(ASIDE);

  /** Those of an outcome that another look may change, and whose bytes are still here. */
  private static final String REOPENABLE =
      "state in ('held', 'quarantined', 'unrouted', 'routed', 'ignored', 'dismissed')"
          + " and exists (select 1 from event_body b where b.event_id = event.id)";

  private final Store store;
  private final InstantSource clock;
  private final EventDismissal dismissal;
  private final String remember;
  private final String reopen;

  public EventQueries(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    dismissal = new EventDismissal(store.dialect(), clock);
    String chosen = " where " + store.dialect().in("id") + " and " + REOPENABLE;
    remember =
        "insert into change (subject_id, at, from_state, from_reason, from_state_at, to_state, who,"
            + " why) select id, ?, state, reason, state_at, 'received', ?, ? from event"
            + chosen;
    reopen =
        "update event set state = 'received', reason = ?, cause = null, state_at = ?, due_at = ?,"
            + " fence = fence + 1"
            + chosen;
  }

  public List<EventRow> find(EventFilter filter) {
    SqlBuilder sqlBuilder =
        filtered(COLUMNS, filter).append("order by id desc limit ?", filter.limit());
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> event(row)).list());
  }

  public Optional<EventRow> get(String id) {
    SqlBuilder sqlBuilder = SqlBuilder.of(COLUMNS).where("id = ?", id);
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> event(row)).optional());
  }

  /** Those of these that are there, the newest first. */
  List<EventRow> of(List<String> ids) {
    String sql = COLUMNS + " where " + store.dialect().in("id") + " order by id desc";
    return store.read(
        db ->
            db.sql(sql)
                .params(List.of(store.dialect().list(ids)))
                .query((row, n) -> event(row))
                .list());
  }

  /** All revisions of a call, the first one first; of every source when it is null. */
  public List<EventRow> ofCall(String source, String callId) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of(COLUMNS)
            .where("call_id = ?", callId)
            .where("source = ?", source)
            .append("order by source, revision");
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> event(row)).list());
  }

  /** How many, whatever the limit. Quick for received, held and quarantined. */
  public long count(EventFilter filter) {
    SqlBuilder sqlBuilder = filtered("select count(*) from event", filter);
    return store.read(db -> sqlBuilder.on(db).query(Long.class).single());
  }

  /** How many stand where, of those received since; reads one row per event. */
  public Map<EventState, Long> counts(Instant since) {
    SqlBuilder sqlBuilder =
        filtered("select state, count(*) from event", EventFilter.all().since(since))
            .append("group by state");
    return store.read(
        db -> {
          Map<EventState, Long> counts = new EnumMap<>(EventState.class);
          sqlBuilder
              .on(db)
              .query(
                  row -> {
                    counts.put(EventState.of(row.getString(1)), row.getLong(2));
                  });
          return counts;
        });
  }

  /** Those that need a person, grouped by what is the matter with them; the largest group first. */
  public List<EventReasonGroup> groups(int most) {
    return store.read(db -> db.sql(GROUPS).params(most).query((row, n) -> group(row)).list());
  }

  private static EventReasonGroup group(ResultSet row) throws SQLException {
    return new EventReasonGroup(
        EventState.of(row.getString(1)),
        row.getString(2),
        row.getLong(3),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getString(6));
  }

  /** How many could be reopened now, whatever the filter's limit. */
  public MatchCount reopenable(EventFilter filter) {
    return MatchCount.of(
        store, filtered("select count(*), max(state_at) from event", filter).where(REOPENABLE));
  }

  /**
   * Has a piece of what the filter names routed again, whatever its limit; not what waits to be
   * routed anyway.
   */
  public PageResult reopen(
      Transaction transaction, EventFilter filter, PageRequest pageRequest, String who, String why)
      throws SQLException {
    ScanWindow scanWindow = ScanWindow.of(transaction, looked(filter), pageRequest);
    List<String> ids =
        pageQuery(filter, pageRequest, scanWindow).on(transaction).query(String.class).list();
    return PageResult.of(ids, reopen(transaction, ids, who, why), pageRequest, scanWindow);
  }

  /** How many of those that wait for a person could be dismissed now. */
  public MatchCount dismissible(EventFilter filter) {
    return MatchCount.of(
        store, filtered("select count(*), max(state_at) from event", filter).where(ASIDE));
  }

  /** Dismisses a piece of what the filter names, whatever its limit. */
  public PageResult dismiss(
      Transaction transaction, EventFilter filter, PageRequest pageRequest, String who, String why)
      throws SQLException {
    ScanWindow scanWindow = ScanWindow.of(transaction, looked(filter), pageRequest);
    List<String> ids =
        page(filter, ASIDE, pageRequest, scanWindow).on(transaction).query(String.class).list();
    return PageResult.of(ids, dismiss(transaction, ids, who, why), pageRequest, scanWindow);
  }

  /** The same for chosen ones, inside the caller's transaction. */
  public int dismiss(Transaction transaction, List<String> ids, String who, String why)
      throws SQLException {
    return dismissal.dismiss(transaction, ids, who, why);
  }

  /** Those among which the others are looked for: as many conditions as an index serves. */
  static SqlBuilder looked(EventFilter filter) {
    EventFilter served =
        EventFilter.all()
            .since(filter.since())
            .ofPerson(filter.personKey())
            .ofCall(filter.callId())
            .only(filter.id());
    return filtered(
        "select id from event", setAside(filter.state()) ? served.in(filter.state()) : served);
  }

  SqlBuilder pageQuery(EventFilter filter, PageRequest pageRequest, ScanWindow scanWindow) {
    return page(filter, REOPENABLE, pageRequest, scanWindow);
  }

  private SqlBuilder page(
      EventFilter filter, String possible, PageRequest pageRequest, ScanWindow scanWindow) {
    return filtered("select id from event", filter)
        .where(possible)
        .where("id > ?", pageRequest.after())
        .where("id <= ?", scanWindow.last())
        .where("state_at <= ?", pageRequest.asOf().toEpochMilli())
        .append("order by id limit ?" + store.dialect().forUpdate(), pageRequest.size());
  }

  /** The same for chosen ones, inside the caller's transaction. */
  public int reopen(Transaction transaction, List<String> ids, String who, String why)
      throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    long now = clock.millis();
    Object chosen = store.dialect().list(ids);
    PreparedStatement before = transaction.statement(remember);
    before.setLong(1, now);
    before.setString(2, who);
    before.setString(3, why);
    before.setObject(4, chosen);
    before.executeUpdate();
    PreparedStatement update = transaction.statement(reopen);
    update.setString(1, "reopened by " + who + ": " + why);
    update.setLong(2, now);
    update.setLong(3, now);
    update.setObject(4, chosen);
    return update.executeUpdate();
  }

  /** The state stands in the text, so that the partial indexes serve. */
  static SqlBuilder filtered(String select, EventFilter filter) {
    SqlBuilder sqlBuilder = SqlBuilder.of(select);
    if (filter.state() != null) {
      sqlBuilder.where("state = '" + filter.state().text() + "'");
    }
    indexOf(filter.state()).ifPresent(sqlBuilder::where);
    return sqlBuilder
        .where("source = ?", filter.source())
        .where("person_key = ?", filter.personKey())
        .where("call_id = ?", filter.callId())
        .where(BECAUSE, filter.reason())
        .where("id = ?", filter.id())
        .where("id >= ?", filter.since() == null ? null : UlidGenerator.floor(filter.since()))
        .where("id < ?", filter.beforeId());
  }

  /** The words of the partial index in which events of this state stand, if it is such a one. */
  static Optional<String> indexOf(EventState state) {
    if (setAside(state)) {
      return Optional.of(ASIDE);
    }
    return state == EventState.IGNORED || state == EventState.DISMISSED
        ? Optional.of(SETTLED)
        : Optional.empty();
  }

  private static boolean setAside(EventState state) {
    return state == EventState.HELD
        || state == EventState.QUARANTINED
        || state == EventState.UNROUTED;
  }

  private static EventRow event(ResultSet row) throws SQLException {
    return new EventRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getString(6),
        EventState.of(row.getString(7)),
        row.getString(8),
        row.getString(9),
        Instant.ofEpochMilli(row.getLong(10)),
        Instant.ofEpochMilli(row.getLong(11)),
        row.getString(12));
  }
}
