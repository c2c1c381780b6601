package io.aftercall.outbox;

import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What calls promised, by when it is due. One row for each call, of its latest content. */
public final class PromiseList {
  private static final String FORGET_EARLIER =
      "delete from promise where call_id = ? and source = ? and revision < ?";

  private static final String PUT =
      """
      insert into promise (event_id, source, call_id, revision, kind, due_at, due_day, campaign,
        owner, delivery_id, timed)
      select ?, ?, ?, cast(? as integer), ?, cast(? as bigint), ?, ?, ?, ?, cast(? as integer)
      where not exists (select 1 from promise p where p.call_id = ? and p.source = ?
        and p.revision > ?)
      on conflict (event_id) do nothing\
      """;

  static final String TAKEN =
      """
      select due_at from promise where source = ? and coalesce(campaign, '') = ? and due_at >= ?
        and due_at < ? and timed = 1 group by due_at having count(*) >= ?\
      """;

  private static final String FIND =
      """
      select p.event_id, p.source, p.call_id, p.revision, p.kind, p.due_at, p.due_day, p.campaign,
        p.owner, p.delivery_id, p.timed, d.state
      from promise p left join delivery d on d.id = p.delivery_id\
      """;

  private static final String HOLDS =
      "(d.state is null or d.state not in ('superseded', 'discarded', 'suppressed', 'skipped'))";

  private static final String MOVE =
      """
      update delivery set due_at = ?, not_before = ?, reason = ?, state_at = ?
      where id = ? and state = 'pending' and not_before is not null\
      """;

  private static final String MOVE_ROW =
      "update promise set due_at = ?, due_day = ? where delivery_id = ?";

  private static final String REMEMBER =
      """
      insert into change (subject_id, at, from_state, from_reason, from_state_at, to_state, who,
        why)
      select id, ?, state, reason, state_at, 'pending', ?, ? from delivery
      where id = ? and state = 'pending' and not_before is not null\
      """;

  private final Store store;
  private final InstantSource clock;

  public PromiseList(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Which ones, the first that is due first.
   *
   * @param from a day in the source's zone, {@code until} the first that is too late
   * @param owner null for any
   * @param all also those that are not to be kept any more
   */
  public record PromiseFilter(
      LocalDate from, LocalDate until, String owner, boolean all, int limit) {}

  /** What an earlier content of the call promised counts no more. */
  public void forgetEarlier(Transaction transaction, NewDelivery.CallRef call) throws SQLException {
    PreparedStatement delete = transaction.statement(FORGET_EARLIER);
    delete.setString(1, call.callId());
    delete.setString(2, call.source());
    delete.setInt(3, call.revision());
    delete.executeUpdate();
  }

  /** Remembers it, unless a later content of the call is there. */
  public void put(Transaction transaction, PromisedItem item) throws SQLException {
    NewDelivery.CallRef call = item.call();
    PreparedStatement put = transaction.statement(PUT);
    put.setString(1, item.eventId());
    put.setString(2, call.source());
    put.setString(3, call.callId());
    put.setInt(4, call.revision());
    put.setString(5, item.kind());
    put.setLong(6, item.dueAt().toEpochMilli());
    put.setString(7, item.dueDay().toString());
    put.setString(8, item.campaign());
    put.setString(9, item.owner());
    put.setString(10, item.deliveryId());
    put.setInt(11, item.timed() ? 1 : 0);
    put.setString(12, call.callId());
    put.setString(13, call.source());
    put.setInt(14, call.revision());
    put.executeUpdate();
  }

  /**
   * The moments from the first to before the last at which the campaign has promised as much as it
   * can keep at once.
   *
   * @param campaign null for calls of none
   */
  public Set<Instant> taken(Transaction transaction, PromisedItem item, Instant until, int most)
      throws SQLException {
    PreparedStatement select = transaction.statement(TAKEN);
    select.setString(1, item.call().source());
    select.setString(2, item.campaign() == null ? "" : item.campaign());
    select.setLong(3, item.dueAt().toEpochMilli());
    select.setLong(4, until.toEpochMilli());
    select.setInt(5, most);
    Set<Instant> taken = new HashSet<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        taken.add(Instant.ofEpochMilli(row.getLong(1)));
      }
    }
    return taken;
  }

  public List<PromisedItem> find(PromiseFilter filter) {
    SqlBuilder sql =
        SqlBuilder.of(FIND)
            .where("p.due_day >= ?", filter.from().toString())
            .where("p.due_day < ?", filter.until().toString())
            .where("p.owner = ?", filter.owner());
    SqlBuilder which = filter.all() ? sql : sql.where(HOLDS);
    SqlBuilder ordered =
        which.append("order by p.due_day, p.due_at, p.event_id limit ?", filter.limit());
    return store.read(db -> ordered.on(db).query((row, n) -> item(row)).list());
  }

  private static PromisedItem item(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new PromisedItem(
        row.getString("event_id"),
        new NewDelivery.CallRef(
            row.getString("source"), row.getString("call_id"), row.getInt("revision")),
        row.getString("kind"),
        Instant.ofEpochMilli(row.getLong("due_at")),
        LocalDate.parse(row.getString("due_day")),
        row.getString("campaign"),
        row.getString("owner"),
        row.getString("delivery_id"),
        row.getInt("timed") == 1,
        state == null ? null : DeliveryState.of(state));
  }

  /** Whether a delivery waits for its time. */
  public boolean isWaiting(String deliveryId) {
    SqlBuilder sql =
        SqlBuilder.of("select count(*) from delivery")
            .where("id = ?", deliveryId)
            .where("state = 'pending'")
            .where("not_before > ?", clock.millis());
    return store.read(db -> sql.on(db).query(Integer.class).single()) == 1;
  }

  /**
   * Gives a delivery that waits for its time another one.
   *
   * @param who and {@code why} are kept with the delivery
   * @return false if it does not wait any more, or never did
   */
  public boolean move(String deliveryId, OffsetDateTime to, String who, String why) {
    return store.write(transaction -> move(transaction, deliveryId, to, who, why));
  }

  private boolean move(
      Transaction transaction, String deliveryId, OffsetDateTime to, String who, String why)
      throws SQLException {
    long now = clock.millis();
    long due = to.toInstant().toEpochMilli();
    PreparedStatement remember = transaction.statement(REMEMBER);
    remember.setLong(1, now);
    remember.setString(2, who);
    remember.setString(3, why);
    remember.setString(4, deliveryId);
    if (remember.executeUpdate() == 0) {
      return false;
    }
    PreparedStatement move = transaction.statement(MOVE);
    move.setLong(1, due);
    move.setLong(2, due);
    move.setString(3, "moved to " + to + " by " + who + ": " + why);
    move.setLong(4, now);
    move.setString(5, deliveryId);
    boolean moved = move.executeUpdate() == 1;
    PreparedStatement row = transaction.statement(MOVE_ROW);
    row.setLong(1, due);
    row.setString(2, to.toLocalDate().toString());
    row.setString(3, deliveryId);
    row.executeUpdate();
    return moved;
  }
}
