package io.aftercall.journal;

import io.aftercall.store.BatchWork;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
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
final class AppendBatch implements BatchWork<EncryptedWebhook, AppendReceipt> {
  private final EventWriter eventWriter;
  private final ErasureTombstones erasureTombstones;
  private final DuplicateDetection duplicateDetection;
  private final UlidGenerator ids;
  private final InstantSource clock;

  AppendBatch(
      EventWriter eventWriter,
      ErasureTombstones erasureTombstones,
      DuplicateDetection duplicateDetection,
      UlidGenerator ids,
      InstantSource clock) {
    this.eventWriter = eventWriter;
    this.erasureTombstones = erasureTombstones;
    this.duplicateDetection = duplicateDetection;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<AppendReceipt> in(Transaction transaction, List<EncryptedWebhook> arrivals)
      throws SQLException {
    Instant now = clock.instant();
    List<NewEvent> events = new ArrayList<>(arrivals.size());
    for (EncryptedWebhook arrival : arrivals) {
      events.add(new NewEvent(ids.next(), arrival));
    }
    Map<NewEvent, AppendReceipt> appendReceipts = new HashMap<>(2 * events.size());
    List<NewEvent> open =
        place(transaction, notErased(transaction, events, appendReceipts), appendReceipts, now);
    while (!open.isEmpty()) {
      open = place(transaction, compare(transaction, open, appendReceipts), appendReceipts, now);
    }
    return events.stream().map(appendReceipts::get).toList();
  }

  /** Of an erased call nothing is stored, whatever comes. */
  private List<NewEvent> notErased(
      Transaction transaction, List<NewEvent> events, Map<NewEvent, AppendReceipt> appendReceipts)
      throws SQLException {
    Map<String, ErasureTombstones.Tombstone> tombstones =
        erasureTombstones.inSubquery(
            transaction, events.stream().map(event -> event.print).toList());
    if (tombstones.isEmpty()) {
      return events;
    }
    List<NewEvent> kept = new ArrayList<>(events.size());
    for (NewEvent event : events) {
      ErasureTombstones.Tombstone tombstone = tombstones.get(event.print);
      if (tombstone == null) {
        kept.add(event);
      } else {
        appendReceipts.put(event, event.erased(tombstone));
      }
    }
    return kept;
  }

  /** Stores one event per call; those left over have met another one of the same call. */
  private List<NewEvent> place(
      Transaction transaction,
      List<NewEvent> open,
      Map<NewEvent, AppendReceipt> appendReceipts,
      Instant now)
      throws SQLException {
    Map<NewEvent.Key, NewEvent> turn = new LinkedHashMap<>(2 * open.size());
    open.forEach(event -> turn.putIfAbsent(event.key, event));
    if (turn.isEmpty()) {
      return List.of();
    }
    // Always in the same order, so that two nodes wait for each other in one direction only.
    List<NewEvent> sorted = new ArrayList<>(turn.values());
    sorted.sort(Comparator.comparing(event -> event.key));
    Set<String> stored = eventWriter.put(transaction, sorted, now);
    List<NewEvent> left = new ArrayList<>();
    for (NewEvent event : open) {
      if (stored.contains(event.id)) {
        appendReceipts.put(event, event.stored());
      } else {
        left.add(event);
      }
    }
    return left;
  }

  /** Answers repeats; what remains is new content and looks for the next revision. */
  private List<NewEvent> compare(
      Transaction transaction, List<NewEvent> open, Map<NewEvent, AppendReceipt> appendReceipts)
      throws SQLException {
    Set<NewEvent.Key> keys = new HashSet<>();
    open.forEach(event -> keys.add(event.key));
    Map<NewEvent.Key, List<NewEvent.Known>> known = eventWriter.known(transaction, keys);
    List<NewEvent> changed = new ArrayList<>();
    for (NewEvent event : open) {
      List<NewEvent.Known> revisions = known.get(event.key);
      String hash = event.arrival.contentHash();
      Optional<NewEvent.Known> first =
          revisions.stream()
              .filter(one -> one.contentHash().equals(hash))
              .min(Comparator.comparingInt(NewEvent.Known::revision));
      if (first.isEmpty()) {
        first = duplicateDetection.find(transaction, event.arrival, revisions);
      }
      if (first.isPresent()) {
        appendReceipts.put(event, event.repeated(first.get()));
      } else {
        event.revision = 1 + revisions.stream().mapToInt(NewEvent.Known::revision).max().orElse(0);
        changed.add(event);
      }
    }
    return changed;
  }
}
