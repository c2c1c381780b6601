package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must go out. Deliveries are added together with the closing of their event, taken leased by
 * a worker, and settled when it knows more. A lease that nobody settles ends by itself and the next
 * claim takes the delivery again; whoever held it before has lost it (the fence).
 */
public final class Outbox {
  private static final String NEXT_DUE =
      "select min(due) from (select (select min(due_at) from delivery where destination = p.name"
          + " and priority = p.priority and is_open = 1 and waits = 0) as due from (select cast(?"
          + " as text) as name, 0 as priority union all select ?, 1 union all select ?, 2) as p) as"
          + " heads";

  private static final String END_LEASES =
      "update delivery set due_at = ? where state = 'sending' and due_at > ?";

  /** Those who wait are in an index of their own. */
  static final List<String> SET_BACK = List.of(setBackSql(0), setBackSql(1));

  static final String GIVE_BACK =
      "update delivery set due_at = ? where id = ? and fence = ? and state || '' = 'sending'";

  private static String setBackSql(int waits) {
    return "update delivery set due_at = case when due_at - ? > ? then due_at - ? else ? end"
        + " where is_open = 1 and waits = "
        + waits
        + " and due_at > ? and (state = 'pending' or node = ?) and (not_before is null or due_at <> not_before)";
  }

  /**
   * Changed later than now: by a clock that was ahead. The pause it gave stays as long as it was.
   */
  static final List<String> CHANGED_IN_FUTURE =
      List.of(changedInFutureSql(0), changedInFutureSql(1));

  private static String changedInFutureSql(int waits) {
    return "update delivery set state_at = ?, due_at = case when due_at - state_at > 0"
        + " then ? + (due_at - state_at) else ? end where is_open = 1 and waits = "
        + waits
        + " and due_at > ? and state_at > ? and (not_before is null or due_at <> not_before)";
  }

  private static final String LAST_REFERENCE =
      """
      select reference from delivery where person_key = ? and destination = ?
        and state || '' = 'delivered' and state_at >= ? and coalesce(reference, '') <> ''
      order by id desc limit 1\
      """;

  private final EndedDeliveries ended = new EndedDeliveries();
  private final Store store;
  private final InstantSource clock;
  private final InsertDeliveries insertDeliveries;
  private final SuppressDeliveries suppressDeliveries;
  private final LeaseDeliveries leaseDeliveries;
  private final RecordResults recordResults;
  private final FieldWriteStateStore fieldWriteStateStore;

  public Outbox(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    Dialect dialect = store.dialect();
    ReleaseSuccessors releaseSuccessors = new ReleaseSuccessors(dialect);
    insertDeliveries = new InsertDeliveries(dialect, releaseSuccessors, ended);
    suppressDeliveries = new SuppressDeliveries(dialect, releaseSuccessors, ended);
    SupersedeStale supersedeStale = new SupersedeStale(dialect, releaseSuccessors, ended);
    RequiredDelivery requiredDelivery = new RequiredDelivery(dialect, releaseSuccessors, ended);
    leaseDeliveries = new LeaseDeliveries(dialect, supersedeStale, requiredDelivery);
    fieldWriteStateStore = new FieldWriteStateStore(dialect);
    recordResults =
        new RecordResults(
            releaseSuccessors,
            supersedeStale,
            fieldWriteStateStore,
            new RelationCompletion(dialect),
            requiredDelivery,
            new AttemptAnswers(store),
            ended);
  }

  /**
   * Adds what is not there yet; a later revision of a call takes out the earlier one's pending
   * deliveries to the same destination.
   *
   * @return how many were added
   */
  public int add(Transaction transaction, List<NewDelivery> deliveries) throws SQLException {
    return deliveries.isEmpty() ? 0 : insertDeliveries.add(transaction, deliveries, clock.millis());
  }

  /** What this process has brought to an end. */
  public EndedDeliveries ended() {
    return ended;
  }

  /**
   * Ends those of these deliveries that are pending, for their person must not be contacted.
   *
   * @param reason without anything of the person
   * @return how many
   */
  public int suppress(Transaction transaction, Collection<String> ids, String reason)
      throws SQLException {
    return suppressDeliveries.byId(transaction, ids, reason, clock.millis());
  }

  /** The same for all pending ones of a person to a destination. */
  public int suppress(Transaction transaction, String personKey, String destination, String reason)
      throws SQLException {
    return suppressDeliveries.ofPerson(transaction, personKey, destination, reason, clock.millis());
  }

  /**
   * Takes due deliveries leased: the most urgent first, then those due longest; of each person only
   * the oldest, and none that comes after an open one. May return fewer than there are.
   */
  public List<LeasedDelivery> lease(LeaseRequest request) {
    return store.write(transaction -> leaseDeliveries.lease(transaction, request, clock.instant()));
  }

  /**
   * Ends leases.
   *
   * @return for each, whether it was still ours; a lost one changed nothing
   */
  public List<Boolean> record(List<DeliveryResult> leases) {
    return store.write(transaction -> recordResults.record(transaction, leases, clock.millis()));
  }

  /**
   * What is remembered of records that were delivered; those of which nothing is are left out.
   *
   * @return record key to {@link RecordWriteState#fields}
   */
  public Map<String, String> written(String destination, Collection<String> recordKeys) {
    return recordKeys.isEmpty()
        ? Map.of()
        : fieldWriteStateStore.recall(store, destination, recordKeys);
  }

  /**
   * The destination's own id for the last delivery of a person that was delivered since.
   *
   * @return empty when there is none, or it got no id
   */
  public Optional<String> lastReference(String destination, String personKey, Instant since) {
    return store.read(
        db ->
            db.sql(LAST_REFERENCE)
                .params(personKey, destination, since.toEpochMilli())
                .query(String.class)
                .optional());
  }

  /**
   * Gives leases back that were not finished, at once and without waiting for their end. They may
   * have been sent: the next holder is told so.
   */
  public void releaseLeases(List<LeasedDelivery> leases) {
    store.write(
        transaction -> {
          PreparedStatement update = transaction.statement(GIVE_BACK);
          for (LeasedDelivery lease : leases) {
            update.setLong(1, clock.millis());
            update.setString(2, lease.id());
            update.setInt(3, lease.leaseToken());
            update.addBatch();
          }
          return update.executeBatch();
        });
  }

  /**
   * The clock was set back: what was due by the old time, and this node's own leases, would
   * otherwise wait for so much longer.
   */
  public int shiftDueTimes(Duration by, String node) {
    return store.write(
        transaction -> {
          long now = clock.millis();
          int moved = 0;
          for (String sql : SET_BACK) {
            PreparedStatement update = transaction.statement(sql);
            update.setLong(1, by.toMillis());
            update.setLong(2, now);
            update.setLong(3, by.toMillis());
            update.setLong(4, now);
            update.setLong(5, now);
            update.setString(6, node);
            moved += update.executeUpdate();
          }
          return moved;
        });
  }

  /**
   * Moves what a clock that was ahead has put into the future, also that of another node or of the
   * process before this one: it would wait until that time comes.
   *
   * @param tolerance by which clocks of nodes may differ
   */
  public int shiftFutureTimes(Duration tolerance) {
    return store.write(
        transaction -> {
          long now = clock.millis();
          int moved = 0;
          for (String sql : CHANGED_IN_FUTURE) {
            PreparedStatement update = transaction.statement(sql);
            update.setLong(1, now);
            update.setLong(2, now);
            update.setLong(3, now);
            update.setLong(4, now);
            update.setLong(5, now + tolerance.toMillis());
            moved += update.executeUpdate();
          }
          return moved;
        });
  }

  /** Ends all leases, for a process that has the database to itself and has just started. */
  public int expireLeases() {
    return store.write(
        transaction -> {
          PreparedStatement update = transaction.statement(END_LEASES);
          update.setLong(1, clock.millis());
          update.setLong(2, clock.millis());
          return update.executeUpdate();
        });
  }

  /**
   * When the next claim may find something; a time that has passed means now. Empty when nothing is
   * left to send but what waits for others.
   */
  public Optional<Instant> nextDue(String destination) {
    return store.read(
        db ->
            db.sql(NEXT_DUE)
                .params(destination, destination, destination)
                .query((row, n) -> row.getObject(1) == null ? null : row.getLong(1))
                .optional()
                .map(Instant::ofEpochMilli));
  }
}
