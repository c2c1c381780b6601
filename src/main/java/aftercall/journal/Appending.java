package aftercall.journal;

import aftercall.store.BatchWrite;
import aftercall.store.Tx;
import aftercall.store.Ulids;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every arrival its place. It tries the first revision right away, for most calls are new;
 * only those whose place was taken are compared with what is there. The database's unique index
 * decides, so two nodes cannot both win.
 */
final class Appending implements BatchWrite<SealedArrival, Receipt> {
  private final Shelf shelf;
  private final Erased erased;
  private final Ulids ids;
  private final InstantSource clock;

  Appending(Shelf shelf, Erased erased, Ulids ids, InstantSource clock) {
    this.shelf = shelf;
    this.erased = erased;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<Receipt> in(Tx tx, List<SealedArrival> arrivals) throws SQLException {
    Instant now = clock.instant();
    List<NewEvent> events = new ArrayList<>(arrivals.size());
    for (SealedArrival arrival : arrivals) {
      events.add(new NewEvent(ids.next(), arrival));
    }
    Map<NewEvent, Receipt> receipts = new HashMap<>(2 * events.size());
    List<NewEvent> open = place(tx, notErased(tx, events, receipts), receipts, now);
    while (!open.isEmpty()) {
      open = place(tx, compare(tx, open, receipts), receipts, now);
    }
    return events.stream().map(receipts::get).toList();
  }

  /** Of an erased call nothing is stored, whatever comes. */
  private List<NewEvent> notErased(Tx tx, List<NewEvent> events, Map<NewEvent, Receipt> receipts)
      throws SQLException {
    Map<String, Erased.Stone> stones =
        erased.among(tx, events.stream().map(event -> event.print).toList());
    if (stones.isEmpty()) {
      return events;
    }
    List<NewEvent> kept = new ArrayList<>(events.size());
    for (NewEvent event : events) {
      Erased.Stone stone = stones.get(event.print);
      if (stone == null) {
        kept.add(event);
      } else {
        receipts.put(event, event.erased(stone));
      }
    }
    return kept;
  }

  /** Stores one event per call; those left over have met another one of the same call. */
  private List<NewEvent> place(
      Tx tx, List<NewEvent> open, Map<NewEvent, Receipt> receipts, Instant now)
      throws SQLException {
    Map<NewEvent.Key, NewEvent> turn = new LinkedHashMap<>(2 * open.size());
    open.forEach(event -> turn.putIfAbsent(event.key, event));
    if (turn.isEmpty()) {
      return List.of();
    }
    // Always in the same order, so that two nodes wait for each other in one direction only.
    List<NewEvent> sorted = new ArrayList<>(turn.values());
    sorted.sort(Comparator.comparing(event -> event.key));
    Set<String> stored = shelf.put(tx, sorted, now);
    List<NewEvent> left = new ArrayList<>();
    for (NewEvent event : open) {
      if (stored.contains(event.id)) {
        receipts.put(event, event.stored());
      } else {
        left.add(event);
      }
    }
    return left;
  }

  /** Answers repeats; what remains is new content and looks for the next revision. */
  private List<NewEvent> compare(Tx tx, List<NewEvent> open, Map<NewEvent, Receipt> receipts)
      throws SQLException {
    Set<NewEvent.Key> keys = new HashSet<>();
    open.forEach(event -> keys.add(event.key));
    Map<NewEvent.Key, List<NewEvent.Known>> known = shelf.known(tx, keys);
    List<NewEvent> changed = new ArrayList<>();
    for (NewEvent event : open) {
      List<NewEvent.Known> revisions = known.get(event.key);
      String hash = event.arrival.contentHash();
      Optional<NewEvent.Known> first =
          revisions.stream()
              .filter(one -> one.contentHash().equals(hash))
              .min(Comparator.comparingInt(NewEvent.Known::revision));
      if (first.isPresent()) {
        receipts.put(event, event.repeated(first.get()));
      } else {
        event.revision = 1 + revisions.stream().mapToInt(NewEvent.Known::revision).max().orElse(0);
        changed.add(event);
      }
    }
    return changed;
  }
}
