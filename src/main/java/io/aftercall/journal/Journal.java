package io.aftercall.journal;

import io.aftercall.store.ReasonCause;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import io.aftercall.store.WriteQueue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What came in. An arrival is appended once, whoever repeats it; a worker takes it leased and
 * closes it together with its deliveries. A lease that nobody closes ends by itself and the next
 * claim takes the event again.
 */
public final class Journal {
  /**
   * So many bytes of bodies are taken up at once, beside the limit in records; one that is larger
   * comes alone. As objects they take several times that.
   */
  public static final long BYTES_AT_ONCE = 4 << 20;

  private static final int READ_AT_ONCE = 500;

  private static final String CLOSE =
      """
      update event set state = ?, reason = ?, cause = ?, person_key = coalesce(?, person_key), state_at = ?,
        lead_key = ?, attempt_no = ?
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
  private final EventDismissal dismissal;
  private final CallIndex callIndex;
  private final String claim;

  /** Says what a body says, whatever its spelling. */
  @FunctionalInterface
  public interface Content {
    /**
     * @return equal for equal content; null when the body cannot be read
     */
    String key(byte[] body, String headersJson);
  }

  /** Of bodies that are the same only byte by byte. */
  public Journal(Store store, InstantSource clock) {
    this(store, clock, (body, headers) -> null);
  }

  /**
   * @param content by which a repeat is known whose bytes are others
   */
  public Journal(Store store, InstantSource clock, Content content) {
    this.store = store;
    this.clock = clock;
    eventWriter = EventWriter.of(store.dialect());
    sourceLock = new SourceLock(store.dialect());
    dismissal = new EventDismissal(store.dialect(), clock);
    erasureTombstones = new ErasureTombstones(store);
    eventBodies = new EventBodies(store);
    callIndex = new CallIndex(store, clock);
    arrivals =
        store.lane(
            new AppendBatch(
                eventWriter,
                erasureTombstones,
                new DuplicateDetection(eventBodies, content),
                new UlidGenerator(clock),
                clock),
            EncryptedWebhook::bytes);
    claim = claimSql(store.dialect().skipLocked());
  }

  /**
   * In the order in which they came, also those whose lease ran out, so by id and not by due time.
   * Nothing while somebody else decides about calls of this source: they would overtake those on
   * lease, which may be of the same persons.
   */
  static String claimSql(String skipLocked) {
    return """
    with due as materialized (
      select id from event where state = 'received' and source = ? and due_at + 0 <= ?
        and not exists (select 1 from event o where o.state = 'received' and o.source = ?
          and o.due_at > ? and o.due_at <= ? and o.node is not null)
      order by id limit ?%s),
    sized as (
      select d.id, coalesce(sum(coalesce(length(b.body), 0)) over (order by d.id
        rows between unbounded preceding and 1 preceding), 0) as bytes_before,
        coalesce(length(b.body), 0) as bytes
      from due d left join event_body b on b.event_id = d.id)
    update event set due_at = ?, fence = fence + 1, node = ?
    where id in (select id from sized where bytes_before = 0 or bytes_before + bytes <= ?)
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

  /** By what calls are found. */
  public CallIndex callIndex() {
    return callIndex;
  }

  /** What needs no decision any more. */
  public EventDismissal dismissal() {
    return dismissal;
  }

  /** Who must not come back. */
  public ErasureTombstones erased() {
    return erasureTombstones;
  }

  /**
   * Takes received events of a source leased, the oldest first; none while others of this source
   * are leased, so that calls are decided in the order in which they came, whatever happens to a
   * node.
   *
   * @param lease after which others may take them again
   * @param node who takes them, for people to see
   */
  public List<LeasedEvent> lease(String source, int max, Duration lease, String node) {
    Map<String, LeasedEvent> taken = take(source, max, lease, node);
    for (EventBody stored : bodies(taken.keySet())) {
      taken.computeIfPresent(stored.eventId(), (id, event) -> event.with(stored));
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
          update.setLong(9, BYTES_AT_ONCE);
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
    return expireLeases(Duration.ZERO);
  }

  /**
   * Makes due at once what a lease holds for longer than that: no lease is so long, so a clock that
   * was ahead has made it.
   */
  public int expireLeases(Duration beyond) {
    return store.write(
        transaction -> {
          PreparedStatement update = transaction.statement(END_LEASES);
          update.setLong(1, clock.millis());
          update.setLong(2, clock.millis() + beyond.toMillis());
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
        null,
        null);
  }

  /**
   * Ends leases, inside the transaction that stores what follows from them.
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
      update.setString(3, ReasonCause.of(lease.reason()));
      update.setString(4, lease.personKey());
      update.setLong(5, now);
      update.setString(6, lease.leadKey());
      update.setObject(7, lease.attemptNo(), Types.INTEGER);
      update.setString(8, lease.eventId());
      update.setInt(9, lease.leaseToken());
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

  /**
   * The calls that were routed for these leads of campaigns.
   *
   * @return lead key to call id to the id of its first event
   */
  public Map<String, Map<String, String>> callsOf(String source, Collection<String> leadKeys) {
    return eventBodies.callsOf(source, leadKeys);
  }

  /** Call id to event id of its newest revision, of those of these calls that are here. */
  public Map<String, String> newest(String source, Collection<String> callIds) {
    return eventBodies.newest(source, callIds);
  }

  /**
   * The first of these ids whose bodies are no more than {@link #BYTES_AT_ONCE} together, at least
   * one; those without a body take no room.
   */
  public List<String> fitting(List<String> ids) {
    return eventBodies.fitting(ids, BYTES_AT_ONCE);
  }

  /** The same as {@link #bodies}, however many they are: no more at once than fit in. */
  public void eachBody(Collection<String> ids, Consumer<EventBody> reader) {
    List<String> left = new ArrayList<>(ids);
    while (!left.isEmpty()) {
      List<String> now = fitting(left.subList(0, Math.min(left.size(), READ_AT_ONCE)));
      bodies(now).forEach(reader);
      left = left.subList(now.size(), left.size());
    }
  }

  /**
   * The exact bytes that came, with what is needed to read them; an id without a body, or with one
   * that cannot be opened, is left out.
   */
  public List<EventBody> bodies(Collection<String> ids) {
    return eventBodies.of(ids);
  }
}
