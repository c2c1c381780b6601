package io.aftercall.outbox;

import io.aftercall.store.EncryptedColumn;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.UlidGenerator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The outbox as people look at it. */
public final class DeliveryQueries {
  private static final String COLUMNS =
      """
      select id, event_id, source, call_id, revision, destination, ordinal, person_key, priority,
        after_id, state, waits, reason, due_at, attempts, reference, created_at, state_at
      from delivery\
      """;

  /** The words of the indexes of what has failed: SQLite knows them again by their words. */
  static final String ASIDE = "state in ('rejected', 'failed', 'discarded', 'suppressed')";

  /** Of the open ones in either index: those that may go, and those that wait. */
  private static final String OPEN =
      """
        select destination, sum(case when state = 'pending' then 1 else 0 end) as pending,
          sum(case when state = 'sending' then 1 else 0 end) as sending, 0 as rejected, 0 as failed,
          min(coalesce(not_before, created_at)) as oldest
        from delivery where is_open = 1 and waits = %d group by destination
        union all
      """;

  /** Reads open and failed rows only, each kind through its own partial index. */
  static final String STANDINGS =
      "select destination, sum(pending), sum(sending), sum(rejected), sum(failed), min(oldest) from"
          + " (\n"
          + OPEN.formatted(0)
          + OPEN.formatted(1)
          + """
            select destination, 0, 0, count(*), 0, null
            from delivery where state = 'rejected' and %1$s group by destination
            union all
            select destination, 0, 0, 0, count(*), null
            from delivery where state = 'failed' and %1$s group by destination) as parts
          group by destination order by destination\
          """
              .formatted(ASIDE);

  static final String GROUPS =
      """
      select state, destination, coalesce(cause, reason, ''), count(*) as many, min(state_at),
        max(state_at), min(reason)
      from delivery where state in ('rejected', 'failed') and %s
      group by state, destination, coalesce(cause, reason, '') order by many desc, 2, 3 limit ?\
      """
          .formatted(ASIDE);

  /** Where the answers of destinations lie encrypted. */
  public static final EncryptedColumn ANSWERS =
      new EncryptedColumn("attempt_answer", "id", "answer", "id");

  private final Store store;

  public DeliveryQueries(Store store) {
    this.store = store;
  }

  public List<DeliveryRow> find(DeliveryFilter filter) {
    return list(filtered(COLUMNS, filter).append("order by id desc limit ?", filter.limit()));
  }

  public Optional<DeliveryRow> get(String id) {
    return list(SqlBuilder.of(COLUMNS).where("id = ?", id)).stream().findFirst();
  }

  /** All deliveries of an event. */
  public List<DeliveryRow> ofEvent(String eventId) {
    return list(
        SqlBuilder.of(COLUMNS)
            .where("id > ?", eventId + ".")
            .where("id < ?", eventId + "/")
            .append("order by id"));
  }

  /**
   * How many deliveries of these calls stand where, by event and state, in one question for a whole
   * list.
   */
  public Map<String, Map<String, Integer>> states(Collection<String> callIds) {
    Map<String, Map<String, Integer>> states = new HashMap<>();
    if (callIds.isEmpty()) {
      return states;
    }
    String sql =
        "select event_id, state, count(*) from delivery where "
            + store.dialect().in("call_id")
            + " group by event_id, state";
    return store.read(
        db -> {
          db.sql(sql)
              .params(List.of(store.dialect().list(callIds)))
              .query(
                  row -> {
                    states
                        .computeIfAbsent(row.getString(1), event -> new TreeMap<>())
                        .put(row.getString(2), row.getInt(3));
                  });
          return states;
        });
  }

  private List<DeliveryRow> list(SqlBuilder sqlBuilder) {
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> delivery(row)).list());
  }

  /** The attempts of a delivery, the first one first. */
  public List<NumberedAttempt> attempts(String deliveryId) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of(
                "select number, at, took_ms, outcome, reason, sent, answer, mapping_version, node"
                    + " from attempt")
            .where("delivery_id = ?", deliveryId)
            .append("order by number");
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> tried(row)).list());
  }

  /**
   * What the destination answered, by the number of the attempt; an attempt of which nothing is
   * kept is left out. The number after the last attempt's stands for a try that was not counted,
   * for it paused the destination. The texts may name people.
   */
  public Map<Integer, String> answers(String deliveryId) {
    return new AttemptAnswers(store).of(deliveryId);
  }

  /** Whether a destination has ever taken one that is still here; one look into an index. */
  public boolean hasDelivered(String destination) {
    String sql =
        "select 1 from delivery where is_open = 0 and destination = ? and state = 'delivered'"
            + " limit 1";
    return store.read(db -> !db.sql(sql).params(destination).query(Integer.class).list().isEmpty());
  }

  /** How many, whatever the limit. */
  public long count(DeliveryFilter filter) {
    SqlBuilder sqlBuilder = filtered("select count(*) from delivery", filter);
    return store.read(db -> sqlBuilder.on(db).query(Long.class).single());
  }

  /** How many stand where, of events received since; reads one row per delivery. */
  public Map<String, Map<DeliveryState, Long>> counts(Instant since) {
    SqlBuilder sqlBuilder =
        filtered(
                "select destination, state, count(*) from delivery",
                DeliveryFilter.all().since(since))
            .append("group by destination, state");
    return store.read(
        db -> {
          Map<String, Map<DeliveryState, Long>> counts = new TreeMap<>();
          sqlBuilder
              .on(db)
              .query(
                  row -> {
                    counts
                        .computeIfAbsent(
                            row.getString(1), name -> new EnumMap<>(DeliveryState.class))
                        .put(DeliveryState.of(row.getString(2)), row.getLong(3));
                  });
          return counts;
        });
  }

  /** What is unfinished, by destination; its cost grows with the backlog, not with the past. */
  public List<DestinationBacklog> standings() {
    return store.read(db -> db.sql(STANDINGS).query((row, n) -> standing(row)).list());
  }

  /** Those that need a person, grouped by what is the matter with them; the largest group first. */
  public List<DeliveryGroup> groups(int most) {
    return store.read(db -> db.sql(GROUPS).params(most).query((row, n) -> group(row)).list());
  }

  private static DeliveryGroup group(ResultSet row) throws SQLException {
    return new DeliveryGroup(
        DeliveryState.of(row.getString(1)),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        time(row, 5),
        time(row, 6),
        row.getString(7));
  }

  /** The state stands in the text, so that the partial indexes serve. */
  static SqlBuilder filtered(String select, DeliveryFilter filter) {
    SqlBuilder sqlBuilder = SqlBuilder.of(select);
    if (filter.state() != null) {
      sqlBuilder.where("state = '" + filter.state().text() + "'");
    }
    if (setAside(filter.state())) {
      sqlBuilder.where(ASIDE);
    }
    return sqlBuilder
        .where("destination = ?", filter.destination())
        .where("source = ?", filter.source())
        .where("person_key = ?", filter.personKey())
        .where("call_id = ?", filter.callId())
        .where("? in (coalesce(cause, reason, ''), coalesce(reason, ''))", filter.reason())
        .where("id = ?", filter.id())
        .where("id >= ?", filter.since() == null ? null : UlidGenerator.floor(filter.since()))
        .where("id < ?", filter.beforeId());
  }

  static boolean setAside(DeliveryState state) {
    return state == DeliveryState.REJECTED
        || state == DeliveryState.FAILED
        || state == DeliveryState.DISCARDED
        || state == DeliveryState.SUPPRESSED;
  }

  private static DeliveryRow delivery(ResultSet row) throws SQLException {
    return new DeliveryRow(
        row.getString(1),
        row.getString(2),
        new NewDelivery.CallRef(row.getString(3), row.getString(4), row.getInt(5)),
        row.getString(6),
        row.getInt(7),
        row.getString(8),
        row.getInt(9),
        row.getString(10),
        DeliveryState.of(row.getString(11)),
        row.getInt(12) == 1,
        row.getString(13),
        time(row, 14),
        row.getInt(15),
        row.getString(16),
        time(row, 17),
        time(row, 18));
  }

  private static NumberedAttempt tried(ResultSet row) throws SQLException {
    return new NumberedAttempt(
        row.getInt(1),
        new Attempt(
            time(row, 2),
            row.getLong(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getString(9)));
  }

  private static DestinationBacklog standing(ResultSet row) throws SQLException {
    return new DestinationBacklog(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getObject(6) == null ? null : time(row, 6));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}
