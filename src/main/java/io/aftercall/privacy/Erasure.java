package io.aftercall.privacy;

import io.aftercall.destination.LocalCallFiles;
import io.aftercall.journal.ErasureTombstones;
import io.aftercall.journal.EventDeletion;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a person or a call out of everything that is held here, and sees to it that neither comes
 * back: first the stone is set, then all is taken out, page by page.
 */
public final class Erasure {
  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
  private static final int PAGE = 100;

  private final Store store;
  private final ErasureTombstones erasureTombstones;
  private final EventDeletion events;
  private final DeliveryDeletion deliveries;
  private final SubjectData subjectData;
  private final ErasureCertificates erasureCertificates;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final UlidGenerator ids;

  /**
   * What an erasure has to know of the running service.
   *
   * @param sources names of all sources
   * @param forget takes events out of what is kept in memory
   * @param leftovers what is kept of events in files
   */
  public record Surroundings(
      Supplier<List<String>> sources,
      Consumer<Collection<String>> forget,
      List<LocalCallFiles> localCallFiles) {}

  /** The rows that went. */
  private record Tally(
      Map<String, Integer> rows, Map<String, Integer> delivered, AtomicInteger underWay) {
    Tally() {
      this(new LinkedHashMap<>(), new TreeMap<>(), new AtomicInteger());
    }

    void add(Gone gone) {
      count(gone.events());
      count(gone.deliveries().counts());
      gone.deliveries().delivered().forEach((to, n) -> delivered.merge(to, n, Integer::sum));
      underWay.addAndGet(gone.deliveries().underWay());
    }

    void count(Map<String, Integer> counts) {
      counts.forEach(
          (table, count) -> {
            if (count > 0) {
              rows.merge(table, count, Integer::sum);
            }
          });
    }
  }

  private record Gone(Map<String, Integer> events, DeliveryDeletion.DeletionCounts deliveries) {}

  public Erasure(
      Store store,
      ErasureTombstones erasureTombstones,
      SubjectData subjectData,
      Surroundings surroundings,
      InstantSource clock) {
    this.store = store;
    this.erasureTombstones = erasureTombstones;
    this.subjectData = subjectData;
    this.surroundings = surroundings;
    this.clock = clock;
    events = new EventDeletion(store);
    deliveries = new DeliveryDeletion(store, clock);
    erasureCertificates = new ErasureCertificates(store);
    ids = new UlidGenerator(clock);
  }

  /** How much there is, by kind, before anything is done. */
  public Map<String, Long> count(DataSubject dataSubject) {
    return subjectData.count(dataSubject);
  }

  /**
   * Erases. May be repeated: whatever is left, or has come since, goes then.
   *
   * @param who wants it
   * @param why in a person's words, without naming whom; kept
   */
  public ErasureCertificate erase(DataSubject dataSubject, String who, String why) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    store.write(
        transaction -> {
          erasureTombstones.lockExclusive(transaction);
          setTombstones(transaction, dataSubject, now);
          return null;
        });
    Tally tally = new Tally();
    List<EventDeletion.Found> found = subjectData.events(dataSubject);
    // First, for without their events nobody would find them again.
    tally.count(Map.of("file", forgetFiles(ids(found))));
    for (int from = 0; from < found.size(); from += PAGE) {
      List<EventDeletion.Found> page = found.subList(from, Math.min(from + PAGE, found.size()));
      tally.add(store.write(transaction -> delete(transaction, page, now)));
    }
    if (dataSubject.isPerson()) {
      int marks =
          store.write(transaction -> deliveries.deleteMarks(transaction, dataSubject.personKey()));
      tally.count(Map.of("written", marks));
    }
    surroundings.forget().accept(ids(found));
    ErasureCertificate erasureCertificate =
        new ErasureCertificate(
            ids.next(),
            now,
            who,
            why,
            dataSubject.what(),
            tally.rows(),
            tally.delivered(),
            tally.underWay().get(),
            store.scrub());
    store.write(transaction -> erasureCertificates.save(transaction, erasureCertificate));
    LOG.info(
        "erased certificate={} what={} rows={}",
        erasureCertificate.id(),
        dataSubject.what(),
        tally.rows());
    return erasureCertificate;
  }

  private static List<String> ids(List<EventDeletion.Found> found) {
    return found.stream().map(EventDeletion.Found::id).toList();
  }

  private int forgetFiles(List<String> eventIds) {
    int gone = 0;
    try {
      for (LocalCallFiles localCallFiles : surroundings.localCallFiles()) {
        gone += localCallFiles.forget(eventIds);
      }
      return gone;
    } catch (IOException e) {
      LOG.error(
          "erase.files_stay error={}; nothing was erased, mend the folder and erase again",
          e.getClass().getSimpleName());
      throw new UncheckedIOException(e);
    }
  }

  private void setTombstones(Transaction transaction, DataSubject dataSubject, Instant now)
      throws SQLException {
    ErasureTombstones.Tombstone tombstone = new ErasureTombstones.Tombstone(now, null, 1);
    if (dataSubject.isPerson()) {
      erasureTombstones.remember(
          transaction, erasureTombstones.ofPerson(dataSubject.personKey()), tombstone);
    } else {
      List<String> sources =
          dataSubject.source() == null
              ? surroundings.sources().get()
              : List.of(dataSubject.source());
      for (String source : sources) {
        erasureTombstones.remember(
            transaction, erasureTombstones.ofCall(source, dataSubject.callId()), tombstone);
      }
    }
  }

  private Gone delete(Transaction transaction, List<EventDeletion.Found> page, Instant now)
      throws SQLException {
    for (EventDeletion.Found one : page) {
      ErasureTombstones.Tombstone tombstone =
          new ErasureTombstones.Tombstone(now, one.id(), one.revision());
      erasureTombstones.remember(
          transaction, erasureTombstones.ofCall(one.source(), one.callId()), tombstone);
    }
    List<String> eventIds = page.stream().map(EventDeletion.Found::id).toList();
    DeliveryDeletion.DeletionCounts deletionCounts = deliveries.delete(transaction, eventIds);
    return new Gone(events.delete(transaction, eventIds), deletionCounts);
  }
}
