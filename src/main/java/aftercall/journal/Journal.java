package aftercall.journal;

import aftercall.store.Lane;
import aftercall.store.Store;
import aftercall.store.Tx;
import aftercall.store.Ulids;
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
      where id = ? and state = 'received' and fence = ?""";
  private static final String END_LOANS =
      "update event set due_at = ? where state = 'received' and due_at > ?";
  private static final String IDENTIFY =
      """
      update event set call_id = ?, kind = ?, revision = ?
      where id = ? and state = 'received' and fence = ?""";

  private final Store store;
  private final InstantSource clock;
  private final Lane<SealedArrival, Receipt> arrivals;
  private final Shelf shelf;
  private final Erased erased;
  private final Bodies bodies;
  private final Turn turn;
  private final String claim;

  public Journal(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    shelf = Shelf.of(store.dialect());
    turn = new Turn(store.dialect());
    erased = new Erased(store);
    bodies = new Bodies(store);
    arrivals = store.lane(new Appending(shelf, erased, new Ulids(clock), clock));
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
        returning id, source, call_id, revision, kind, fence, received_at"""
        .formatted(skipLocked);
  }

  /**
   * Returns when the arrival is on the disk, or known to be there already.
   *
   * @throws aftercall.store.StoreUnavailable when it is not known to be stored
   */
  public Receipt append(Arrival arrival) {
    return arrivals.put(sealed(arrival));
  }

  /** The same without waiting; the future fails as {@link #append} throws. */
  public CompletableFuture<Receipt> appendLater(Arrival arrival) {
    return arrivals.putLater(sealed(arrival));
  }

  /** On the caller's thread, for all who arrive wait for the one that writes. */
  private SealedArrival sealed(Arrival arrival) {
    if (arrival.understood() && arrival.callId() == null) {
      throw new IllegalArgumentException("An arrival has a call id or a problem");
    }
    String print = erased.ofCall(arrival.source(), arrival.key());
    return new SealedArrival(arrival, bodies.seal(arrival), print);
  }

  /** Who must not come back. */
  public Erased erased() {
    return erased;
  }

  /**
   * Takes received events of a source on loan, the oldest first; none while others of this source
   * are on loan, so that calls are decided in the order in which they came, whatever happens to a
   * node.
   *
   * @param lease after which others may take them again
   * @param node who takes them, for people to see
   */
  public List<OpenEvent> claim(String source, int max, Duration lease, String node) {
    Map<String, OpenEvent> taken = take(source, max, lease, node);
    for (StoredBody stored : bodies(taken.keySet())) {
      taken.computeIfPresent(stored.eventId(), (id, event) -> event.with(stored.body()));
    }
    return List.copyOf(taken.values());
  }

  private Map<String, OpenEvent> take(String source, int max, Duration lease, String node) {
    return store.write(
        tx -> {
          Map<String, OpenEvent> taken = new TreeMap<>();
          if (!turn.mayDecide(tx, source)) {
            return taken;
          }
          Instant now = clock.instant();
          long end = now.plus(lease).toEpochMilli();
          PreparedStatement update = tx.statement(claim);
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
  public int endLoans() {
    return store.write(
        tx -> {
          PreparedStatement update = tx.statement(END_LOANS);
          update.setLong(1, clock.millis());
          update.setLong(2, clock.millis());
          return update.executeUpdate();
        });
  }

  private static OpenEvent open(ResultSet row) throws SQLException {
    return new OpenEvent(
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
  public Set<String> close(Tx tx, List<Closed> loans) throws SQLException {
    if (loans.isEmpty()) {
      return Set.of();
    }
    PreparedStatement update = tx.statement(CLOSE);
    long now = clock.millis();
    for (Closed loan : loans) {
      update.setString(1, loan.state().text());
      update.setString(2, loan.reason());
      update.setString(3, loan.personKey());
      update.setLong(4, now);
      update.setString(5, loan.eventId());
      update.setInt(6, loan.fence());
      update.addBatch();
    }
    int[] changed = update.executeBatch();
    Set<String> closed = new LinkedHashSet<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 1) {
        closed.add(loans.get(i).eventId());
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
  public Receipt identify(Tx tx, OpenEvent event, String callId, String kind, String contentHash)
      throws SQLException {
    NewEvent.Key key = new NewEvent.Key(event.source(), callId);
    int revision = 1;
    for (NewEvent.Known known : shelf.known(tx, List.of(key)).get(key)) {
      if (known.contentHash().equals(contentHash)) {
        return new Receipt(Verdict.DUPLICATE, known.id(), known.revision());
      }
      revision = Math.max(revision, known.revision() + 1);
    }
    PreparedStatement update = tx.statement(IDENTIFY);
    update.setString(1, callId);
    update.setString(2, kind);
    update.setInt(3, revision);
    update.setString(4, event.id());
    update.setInt(5, event.fence());
    update.executeUpdate();
    Verdict verdict = revision == 1 ? Verdict.ACCEPTED : Verdict.UPDATED;
    return new Receipt(verdict, event.id(), revision);
  }

  /** Call id to event id of its newest revision, of those of these calls that are here. */
  public Map<String, String> newest(String source, Collection<String> callIds) {
    return bodies.newest(source, callIds);
  }

  /**
   * The exact bytes that came, with what is needed to read them; an id without a body, or with one
   * that cannot be opened, is left out.
   */
  public List<StoredBody> bodies(Collection<String> ids) {
    return bodies.of(ids);
  }
}
