package io.aftercall.privacy;

import io.aftercall.destination.LocalCallFiles;
import io.aftercall.journal.ErasureLog;
import io.aftercall.journal.ErasureTombstones;
import io.aftercall.journal.EventDeletion;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.person.PersonLedger;
import io.aftercall.person.SuppressionWords;
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
import java.util.Optional;
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
  private final SuppressionWords suppressionWords;
  private final PersonLedger.Stored personLedger;
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
   * @param log what is written down of erasures outside the database
   */
  public record Surroundings(
      Supplier<List<String>> sources,
      Consumer<Collection<String>> forget,
      List<LocalCallFiles> localCallFiles,
      ErasureLog log) {}

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
    suppressionWords = new SuppressionWords(store);
    personLedger = PersonLedger.of(store, clock);
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
    surroundings.log().append(tombstonesOf(dataSubject, now));
    ErasureTally tally = new ErasureTally();
    List<EventDeletion.Found> found = subjectData.events(dataSubject);
    // First, for without their events nobody would find them again.
    tally.count(Map.of("file", forgetFiles(ids(found))));
    for (int from = 0; from < found.size(); from += PAGE) {
      List<EventDeletion.Found> page = found.subList(from, Math.min(from + PAGE, found.size()));
      tally.add(store.write(transaction -> delete(transaction, page, now)));
      surroundings.log().append(tombstonesOf(page, now));
    }
    if (dataSubject.isPerson()) {
      int marks =
          store.write(transaction -> deliveries.deleteMarks(transaction, dataSubject.personKey()));
      int words =
          store.write(transaction -> suppressionWords.forget(transaction, dataSubject.personKey()));
      int people =
          store.write(transaction -> personLedger.forget(transaction, dataSubject.personKey()));
      tally.count(Map.of("written", marks, "suppression_words", words, "person_record", people));
    }
    surroundings.forget().accept(ids(found));
    return certified(
        new ErasureCertificate(
            ids.next(),
            now,
            who,
            why,
            dataSubject.what(),
            tally.rows(),
            tally.delivered(),
            tally.underWay().get(),
            null));
  }

  /** Kept before the bytes are gone, so that a crash in between leaves it to be followed up. */
  private ErasureCertificate certified(ErasureCertificate erasureCertificate) {
    store.write(transaction -> erasureCertificates.save(transaction, erasureCertificate));
    LOG.info(
        "erased certificate={} what={} rows={}",
        erasureCertificate.id(),
        erasureCertificate.what(),
        erasureCertificate.rows());
    if (!store.scrub()) {
      store.deletedForGood();
      return erasureCertificate;
    }
    Instant gone = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    erasureCertificates.gone(List.of(erasureCertificate.id()), gone);
    return erasureCertificate.goneAt(gone);
  }

  /**
   * Erases once more what had been erased before the database was put back to an earlier copy.
   *
   * @return empty when there was nothing to repeat
   */
  public Optional<ErasureCertificate> repeat() {
    ErasureRepetition repetition = new ErasureRepetition(store, erasureTombstones);
    if (repetition.isDone()) {
      return Optional.empty();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ErasureRepetition.Found found = repetition.find();
    ErasureTally tally = new ErasureTally();
    tally.count(Map.of("file", forgetFiles(ids(found.events()))));
    for (int from = 0; from < found.events().size(); from += PAGE) {
      List<EventDeletion.Found> page =
          found.events().subList(from, Math.min(from + PAGE, found.events().size()));
      tally.add(store.write(transaction -> delete(transaction, page, now)));
    }
    for (String person : found.persons()) {
      tally.count(
          Map.of(
              "written",
              store.write(transaction -> deliveries.deleteMarks(transaction, person)),
              "person_record",
              store.write(transaction -> personLedger.forget(transaction, person))));
    }
    repetition.done();
    return Optional.of(
        certified(
            new ErasureCertificate(
                ids.next(),
                now,
                "restore",
                "repeated: erased after the copy that was restored",
                "repetition",
                tally.rows(),
                tally.delivered(),
                tally.underWay().get(),
                null)));
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
    for (String print : prints(dataSubject)) {
      erasureTombstones.remember(transaction, print, tombstone);
    }
  }

  private List<String> prints(DataSubject dataSubject) {
    if (dataSubject.isPerson()) {
      return List.of(erasureTombstones.ofPerson(dataSubject.personKey()));
    }
    List<String> sources =
        dataSubject.source() == null ? surroundings.sources().get() : List.of(dataSubject.source());
    return sources.stream()
        .map(source -> erasureTombstones.ofCall(source, dataSubject.callId()))
        .toList();
  }

  private List<ErasureLog.Entry> tombstonesOf(DataSubject dataSubject, Instant now) {
    return prints(dataSubject).stream()
        .map(print -> new ErasureLog.Entry(now, print, null))
        .toList();
  }

  private List<ErasureLog.Entry> tombstonesOf(List<EventDeletion.Found> page, Instant now) {
    return page.stream()
        .map(
            one ->
                new ErasureLog.Entry(
                    now, erasureTombstones.ofCall(one.source(), one.callId()), one.id()))
        .toList();
  }

  private ErasureTally.Gone delete(
      Transaction transaction, List<EventDeletion.Found> page, Instant now) throws SQLException {
    for (EventDeletion.Found one : page) {
      ErasureTombstones.Tombstone tombstone =
          new ErasureTombstones.Tombstone(now, one.id(), one.revision());
      erasureTombstones.remember(
          transaction, erasureTombstones.ofCall(one.source(), one.callId()), tombstone);
    }
    List<String> eventIds = page.stream().map(EventDeletion.Found::id).toList();
    DeliveryDeletion.DeletionCounts deletionCounts = deliveries.delete(transaction, eventIds);
    Map<String, Integer> gone = new LinkedHashMap<>(events.delete(transaction, eventIds));
    // That they said no stays, by a hash; in what words they said it does not.
    gone.put("suppression_words", suppressionWords.forget(transaction, eventIds));
    return new ErasureTally.Gone(gone, deletionCounts);
  }
}
