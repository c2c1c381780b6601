package aftercall.upkeep;

import aftercall.delivery.Leftovers;
import aftercall.journal.Erased;
import aftercall.journal.EventRemoval;
import aftercall.outbox.DeliveryRemoval;
import aftercall.store.Store;
import aftercall.store.Tx;
import aftercall.store.Ulids;
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
  private final Erased erased;
  private final EventRemoval events;
  private final DeliveryRemoval deliveries;
  private final Holdings holdings;
  private final Certificates certificates;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final Ulids ids;

  /**
   * What an erasure has to know of the running service.
   *
   * @param sources names of all sources
   * @param forget takes events out of what is kept in memory
   * @param leftovers what is kept of events in files
   */
  record Surroundings(
      Supplier<List<String>> sources,
      Consumer<Collection<String>> forget,
      List<Leftovers> leftovers) {}

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

  private record Gone(Map<String, Integer> events, DeliveryRemoval.Gone deliveries) {}

  Erasure(
      Store store,
      Erased erased,
      Holdings holdings,
      Surroundings surroundings,
      InstantSource clock) {
    this.store = store;
    this.erased = erased;
    this.holdings = holdings;
    this.surroundings = surroundings;
    this.clock = clock;
    events = new EventRemoval(store);
    deliveries = new DeliveryRemoval(store, clock);
    certificates = new Certificates(store);
    ids = new Ulids(clock);
  }

  /** How much there is, by kind, before anything is done. */
  public Map<String, Long> count(Subject subject) {
    return holdings.count(subject);
  }

  /**
   * Erases. May be repeated: whatever is left, or has come since, goes then.
   *
   * @param who wants it
   * @param why in a person's words, without naming whom; kept
   */
  public Certificate erase(Subject subject, String who, String why) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    store.write(
        tx -> {
          erased.alone(tx);
          setStones(tx, subject, now);
          return null;
        });
    Tally tally = new Tally();
    List<EventRemoval.Found> found = holdings.events(subject);
    // First, for without their events nobody would find them again.
    tally.count(Map.of("file", forgetFiles(ids(found))));
    for (int from = 0; from < found.size(); from += PAGE) {
      List<EventRemoval.Found> page = found.subList(from, Math.min(from + PAGE, found.size()));
      tally.add(store.write(tx -> takeOut(tx, page, now)));
    }
    if (subject.isPerson()) {
      int marks = store.write(tx -> deliveries.deleteMarks(tx, subject.personKey()));
      tally.count(Map.of("written", marks));
    }
    surroundings.forget().accept(ids(found));
    Certificate certificate =
        new Certificate(
            ids.next(),
            now,
            who,
            why,
            subject.what(),
            tally.rows(),
            tally.delivered(),
            tally.underWay().get(),
            store.scrub());
    store.write(tx -> certificates.keep(tx, certificate));
    LOG.info(
        "erased certificate={} what={} rows={}", certificate.id(), subject.what(), tally.rows());
    return certificate;
  }

  private static List<String> ids(List<EventRemoval.Found> found) {
    return found.stream().map(EventRemoval.Found::id).toList();
  }

  private int forgetFiles(List<String> eventIds) {
    int gone = 0;
    try {
      for (Leftovers leftovers : surroundings.leftovers()) {
        gone += leftovers.forget(eventIds);
      }
      return gone;
    } catch (IOException e) {
      LOG.error(
          "erase.files_stay error={}; nothing was erased, mend the folder and erase again",
          e.getClass().getSimpleName());
      throw new UncheckedIOException(e);
    }
  }

  private void setStones(Tx tx, Subject subject, Instant now) throws SQLException {
    Erased.Stone stone = new Erased.Stone(now, null, 1);
    if (subject.isPerson()) {
      erased.remember(tx, erased.ofPerson(subject.personKey()), stone);
    } else {
      List<String> sources =
          subject.source() == null ? surroundings.sources().get() : List.of(subject.source());
      for (String source : sources) {
        erased.remember(tx, erased.ofCall(source, subject.callId()), stone);
      }
    }
  }

  private Gone takeOut(Tx tx, List<EventRemoval.Found> page, Instant now) throws SQLException {
    for (EventRemoval.Found one : page) {
      Erased.Stone stone = new Erased.Stone(now, one.id(), one.revision());
      erased.remember(tx, erased.ofCall(one.source(), one.callId()), stone);
    }
    List<String> eventIds = page.stream().map(EventRemoval.Found::id).toList();
    DeliveryRemoval.Gone gone = deliveries.delete(tx, eventIds);
    return new Gone(events.delete(tx, eventIds), gone);
  }
}
