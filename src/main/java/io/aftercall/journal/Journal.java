package io.aftercall.journal;

import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import io.aftercall.store.WriteQueue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What came in. An arrival is appended once, whoever repeats it; a worker takes it on loan and
 * closes it together with its deliveries. A loan that nobody closes ends by itself and the next
 * claim takes the event again.
 */
public final class Journal {
  private static final String CLOSE =
      """
      update event set state = ?, reason = ?, person_key = coalesce(?, person_key), state_at = ?
      where id = ? and state = 'received' and fence = ?\
      """;
  private static final String END_LEASES =
      "update event set due_at = ? where state = 'received' and due_at > ?";
  private static final String IDENTIFY =
      """
      update event set call_id = ?, kind = ?, revision = ?
      where id = ? and state = 'received' and fence = ?\
      """;

  private final Store store;
  private final InstantSource clock;
  private final WriteQueue<EncryptedWebhook, AppendReceipt> arrivals;
  private final EventWriter eventWriter;
  private final ErasureTombstones erasureTombstones;
  private final EventBodies eventBodies;
  private final SourceLock sourceLock;
  private final String claim;

  public Journal(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    eventWriter = EventWriter.of(store.dialect());
    sourceLock = new SourceLock(store.dialect());
    erasureTombstones = new ErasureTombstones(store);
    eventBodies = new EventBodies(store);
    arrivals =
        store.lane(
            new AppendBatch(eventWriter, erasureTombstones, new UlidGenerator(clock), clock));
    claim = claimSql(store.dialect().skipLocked());
  }

  /**
   * In the order in which they came, also those whose loan ran out, so by id and not by due time.
   * Nothing while somebody else decides about calls of this source: they would overtake those on
   * loan, which may be of the same persons.
   */
  static String claimSql(String skipLocked) {
    return """
    with due as materialized (
      select id from event where state = 'received' and source = ? and due_at + 0 <= ?
        and not exists (select 1 from event o where o.state = 'received' and o.source = ?
          and o.due_at > ? and o.due_at <= ? and o.node is not null)
      order by id limit ?%s)
    update event set due_at = ?, fence = fence + 1, node = ?
    where id in (select id from due)
    returning id, source, call_id, revision, kind, fence, received_at\
    """
        .formatted(skipLocked);
  }

  /**
   * Returns when the arrival is on the disk, or known to be there already.
   *
   * @throws aftercall.store.StoreUnavailableException when it is not known to be stored
   */
  public AppendReceipt append(NewWebhook newWebhook) {
    return arrivals.put(encrypted(newWebhook));
  }

  /** The same without waiting; the future fails as {@link #append} throws. */
  public CompletableFuture<AppendReceipt> appendLater(NewWebhook newWebhook) {
    return arrivals.putLater(encrypted(newWebhook));
  }

  /** On the caller's thread, for all who arrive wait for the one that writes. */
  private EncryptedWebhook encrypted(NewWebhook newWebhook) {
    if (newWebhook.understood() && newWebhook.callId() == null) {
      throw new IllegalArgumentException("An arrival has a call id or a problem");
    }
    String print = erasureTombstones.ofCall(newWebhook.source(), newWebhook.key());
    return new EncryptedWebhook(newWebhook, eventBodies.encrypt(newWebhook), print);
  }

  /** Who must not come back. */
  public ErasureTombstones erased() {
    return erasureTombstones;
  }

  /**
   * Takes received events of a source on loan, the oldest first; none while others of this source
   * are on loan, so that calls are decided in the order in which they came, whatever happens to a
   * node.
   *
   * @param lease after which others may take them again
   * @param node who takes them, for people to see
   */
  public List<LeasedEvent> lease(String source, int max, Duration lease, String node) {
    Map<String, LeasedEvent> taken = take(source, max, lease, node);
    for (EventBody stored : bodies(taken.keySet())) {
      taken.computeIfPresent(stored.eventId(), (id, event) -> event.with(stored.body()));
    }
    return List.copyOf(taken.values());
  }

  private Map<String, LeasedEvent> take(String source, int max, Duration lease, String node) {
    return store.write(
        transaction -> {
          Map<String, LeasedEvent> taken = new TreeMap<>();
          if (!sourceLock.mayDecide(transaction, source)) {
            return taken;
          }
          Instant now = clock.instant();
          long end = now.plus(lease).toEpochMilli();
          PreparedStatement update = transaction.statement(claim);
          update.setString(1, source);
          update.setLong(2, now.toEpochMilli());
          update.setString(3, source);
          update.setLong(4, now.toEpochMilli());
          update.setLong(5, end);
          update.setInt(6, max);
          update.setLong(7, end);
          update.setString(8, node);
          try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
              taken.put(row.getString(1), open(row));
            }
          }
          return taken;
        });
  }

  /**
   * Makes everything due at once: for a process that has the database to itself and has just
   * started, and for one whose clock was set back.
   */
  public int expireLeases() {
    return store.write(
        transaction -> {
          PreparedStatement update = transaction.statement(END_LEASES);
          update.setLong(1, clock.millis());
          update.setLong(2, clock.millis());
          return update.executeUpdate();
        });
  }

  private static LeasedEvent open(ResultSet row) throws SQLException {
    return new LeasedEvent(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getInt(6),
        Instant.ofEpochMilli(row.getLong(7)),
        null);
  }

  /**
   * Ends loans, inside the transaction that stores what follows from them.
   *
   * @return the ids that were really closed. The others were lost to another holder: nothing may be
   *     stored for them.
   */
  public Set<String> close(Transaction transaction, List<EventResult> leases) throws SQLException {
    if (leases.isEmpty()) {
      return Set.of();
    }
    PreparedStatement update = transaction.statement(CLOSE);
    long now = clock.millis();
    for (EventResult lease : leases) {
      update.setString(1, lease.state().text());
      update.setString(2, lease.reason());
      update.setString(3, lease.personKey());
      update.setLong(4, now);
      update.setString(5, lease.eventId());
      update.setInt(6, lease.leaseToken());
      update.addBatch();
    }
    int[] changed = update.executeBatch();
    Set<String> closed = new LinkedHashSet<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 1) {
        closed.add(leases.get(i).eventId());
      }
    }
    return closed;
  }

  /**
   * Gives an event that was quarantined and reopened the call it is understood to be about now, so
   * that a repeat by the sender is known as such.
   *
   * @return its place: UPDATED or ACCEPTED with its revision; DUPLICATE when this content of the
   *     call is in the journal already, under the receipt told: then there is nothing to route
   */
  public AppendReceipt identify(
      Transaction transaction, LeasedEvent event, String callId, String kind, String contentHash)
      throws SQLException {
    NewEvent.Key key = new NewEvent.Key(event.source(), callId);
    int revision = 1;
    for (NewEvent.Known known : eventWriter.known(transaction, List.of(key)).get(key)) {
      if (known.contentHash().equals(contentHash)) {
        return new AppendReceipt(AppendResult.DUPLICATE, known.id(), known.revision());
      }
      revision = Math.max(revision, known.revision() + 1);
    }
    PreparedStatement update = transaction.statement(IDENTIFY);
    update.setString(1, callId);
    update.setString(2, kind);
    update.setInt(3, revision);
    update.setString(4, event.id());
    update.setInt(5, event.leaseToken());
    update.executeUpdate();
    AppendResult appendResult = revision == 1 ? AppendResult.ACCEPTED : AppendResult.UPDATED;
    return new AppendReceipt(appendResult, event.id(), revision);
  }

  /** Call id to event id of its newest revision, of those of these calls that are here. */
  public Map<String, String> newest(String source, Collection<String> callIds) {
    return eventBodies.newest(source, callIds);
  }

  /**
   * The exact bytes that came, with what is needed to read them; an id without a body, or with one
   * that cannot be opened, is left out.
   */
  public List<EventBody> bodies(Collection<String> ids) {
    return eventBodies.of(ids);
  }
}
