package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallLog;
import io.aftercall.journal.CallCard;
import io.aftercall.journal.EventResult;
import io.aftercall.journal.EventState;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.PromiseList;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes stored calls, asks the decide route about each, and commits all named deliveries together
 * with the end of the event: no call is ever half routed.
 */
public final class RoutingWorker {
  private static final Logger LOG = LoggerFactory.getLogger(RoutingWorker.class);

  /**
   * While one decides, others of the source stand back. Nothing waits for the outside here but a
   * second look, and {@link #WATCHED} of those fit in.
   */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Calls decided at once when each waits for a second look. */
  private static final int WATCHED = 5;

  /** From so many requests at once on, the webhook endpoint is busy. */
  private static final int MANY = 16;

  /**
   * Calls decided at once while it is: their commit keeps those at the webhook endpoint waiting.
   */
  private static final int SMALL_BITE = 20;

  static final String TEST_CALL = "a test call of the sender (ignore_calls in its source file)";

  private static final String UNREADABLE =
      "the stored content is not here any more, or cannot be opened with the keys that are set";
  private static final Duration LONGEST_WAY = Duration.ofMillis(500);

  private static final Duration REST = Duration.ofSeconds(1);

  private final Stores stores;
  private final ErasedCallFilter late;
  private final LateIdentification lateIdentification;
  private final CallCache callCache;
  private final AttemptCounter attempts;
  private final OptOutStep optOuts;
  private final PromiseStep promises;
  private final DestinationRegistry destinationRegistry;
  private final NewDeliveryFactory newDeliveries;
  private final RoutingContext around;

  /**
   * Decided while the database was away: committed when it is back, should the leases still hold.
   */
  private final Map<String, List<RoutedEvent>> undone = new ConcurrentHashMap<>();

  private final EndlessEvents endless = new EndlessEvents();

  /** Asks a decide route about one call. */
  public interface Router {
    /** Never throws: a route that fails is a plan that holds the call. */
    RoutingPlan ask(ObjectNode call);
  }

  /** A call and what is to become of it. */
  record RoutedEvent(LeasedEvent event, ObjectNode call, RoutingPlan plan) {}

  /**
   * @param atEndpoint requests that are being answered now
   */
  public record RoutingContext(NodeInfo node, IntSupplier atEndpoint, CallVerifier callVerifier) {}

  public RoutingWorker(
      Stores stores,
      CallCache callCache,
      DestinationRegistry destinationRegistry,
      RoutingContext around) {
    this.stores = stores;
    late = new ErasedCallFilter(stores, around.node().clock());
    lateIdentification = new LateIdentification(stores.journal(), callCache);
    attempts = new AttemptCounter(stores.journal());
    optOuts = new OptOutStep(stores.suppressions(), callCache, destinationRegistry);
    promises =
        new PromiseStep(
            new PromiseList(stores.store(), around.node().clock()), callCache, destinationRegistry);
    this.callCache = callCache;
    this.destinationRegistry = destinationRegistry;
    newDeliveries = new NewDeliveryFactory(destinationRegistry, around.node());
    this.around = around;
  }

  public NodeInfo node() {
    return around.node();
  }

  /** One round for one source. */
  public Duration step(String source, int most, Router router) {
    long start = System.nanoTime();
    List<RoutedEvent> decided = undone.get(source);
    if (decided == null) {
      int bite = endless.limit(source, batchSize(source, most));
      try {
        List<LeasedEvent> open = stores.journal().lease(source, bite, LEASE, node().name());
        if (open.isEmpty()) {
          return REST;
        }
        decided = decide(source, open, router);
      } catch (OutOfMemoryError e) {
        // Its leases end soon; then half as many are met.
        endless.halve(source, bite);
        throw e;
      }
      endless.fitted(source, decided.size());
      undone.put(source, decided);
    }
    List<RoutedEvent> committed = decided;
    Set<String> woken = stores.store().write(transaction -> commit(transaction, committed));
    undone.remove(source);
    committed.forEach(RoutingWorker::log);
    woken.forEach(destination -> node().signals().raise("outbox:" + destination));
    throttleForIntake(System.nanoTime() - start);
    return Duration.ZERO;
  }

  private static void log(RoutedEvent one) {
    CallLog.routed(
        one.event().id(),
        one.event().source(),
        one.plan().state().text(),
        one.plan().plannedDeliveries().stream()
            .map(RoutingPlan.PlannedDelivery::destination)
            .toList());
  }

  /**
   * Senders wait for their answer and give up after seconds, what is stored can wait: while many
   * are at the webhook endpoint, deciding takes a fifth of the time.
   */
  private void throttleForIntake(long took) {
    if (isIntakeBusy()) {
      LockSupport.parkNanos(Math.min(4 * took, LONGEST_WAY.toNanos()));
    }
  }

  private boolean isIntakeBusy() {
    return around.atEndpoint().getAsInt() >= MANY;
  }

  private int batchSize(String source, int most) {
    if (around.callVerifier().watches(source)) {
      return Math.min(most, WATCHED);
    }
    return isIntakeBusy() ? Math.min(most, SMALL_BITE) : most;
  }

  /**
   * Gives up an event about which deciding does not end: it is held as soon as its lease is over.
   *
   * @return whether there was one; then the thread of the source is to be replaced
   */
  public boolean giveUp(String source) {
    return endless.giveUp(source);
  }

  /** All are read first, for which attempt of a lead each is, is counted for all together. */
  private List<RoutedEvent> decide(String source, List<LeasedEvent> open, Router router) {
    Map<LeasedEvent, CallCache.Read> read = new LinkedHashMap<>();
    Map<LeasedEvent, RoutedEvent> failed = new HashMap<>();
    for (LeasedEvent event : open) {
      RoutedEvent held =
          guarded(
              event,
              open.size(),
              () -> {
                read.put(event, read(event));
                return null;
              });
      if (held != null) {
        failed.put(event, held);
      }
    }
    List<LeasedEvent> understood = new ArrayList<>(read.keySet());
    attempts.count(
        source,
        understood,
        understood.stream().map(event -> read.get(event).call()).collect(Collectors.toList()));
    List<RoutedEvent> decided = new ArrayList<>(open.size());
    for (LeasedEvent event : open) {
      decided.add(
          failed.containsKey(event)
              ? failed.get(event)
              : withCall(
                  guarded(event, open.size(), () -> decide(event, read.get(event), router)),
                  read.get(event)));
    }
    return decided;
  }

  /**
   * Whatever one event does, the others are decided; only what is stored nowhere fails them all.
   */
  private RoutedEvent guarded(LeasedEvent event, int together, Supplier<RoutedEvent> work) {
    if (endless.has(event.id())) {
      return held(event, EndlessEvents.REASON);
    }
    endless.begin(event);
    try {
      return work.get();
    } catch (StoreUnavailableException away) {
      throw away;
    } catch (Throwable failure) {
      if (failure instanceof OutOfMemoryError e && together > 1) {
        throw e;
      }
      LOG.error("event.undecided receipt={} error={}", event.id(), failure.toString());
      return held(event, "deciding about it ended with " + failure.getClass().getSimpleName());
    } finally {
      endless.end(event);
    }
  }

  /** What the person said is known, also when nobody could decide about the call. */
  private static RoutedEvent withCall(RoutedEvent routed, CallCache.Read read) {
    return routed.call() == null && read.call() != null
        ? new RoutedEvent(routed.event(), read.call(), routed.plan())
        : routed;
  }

  private static RoutedEvent held(LeasedEvent event, String why) {
    RoutingPlan routingPlan = new RoutingPlan();
    routingPlan.end(EventState.HELD, why);
    return new RoutedEvent(event, null, routingPlan);
  }

  private CallCache.Read read(LeasedEvent event) {
    return event.body() == null ? new CallCache.Read(null, UNREADABLE) : callCache.read(event);
  }

  private RoutedEvent decide(LeasedEvent event, CallCache.Read read, Router router) {
    if (read.call() == null) {
      RoutingPlan routingPlan = new RoutingPlan();
      routingPlan.end(EventState.QUARANTINED, read.problem());
      return new RoutedEvent(event, null, routingPlan);
    }
    RoutingPlan routingPlan =
        callCache.isTest(event, read.call()) ? testCall() : plan(event, read.call(), router);
    checkDestinations(routingPlan);
    return new RoutedEvent(event, read.call(), routingPlan);
  }

  private RoutingPlan plan(LeasedEvent event, ObjectNode call, Router router) {
    CallVerifier second = around.callVerifier();
    if (!second.watches(event.source())) {
      return router.ask(call);
    }
    CallVerifier.Finding finding = second.verify(event, call);
    if (finding.result() == CallVerifier.Result.DIFFERS) {
      RoutingPlan routingPlan = new RoutingPlan();
      routingPlan.end(EventState.QUARANTINED, finding.why());
      return routingPlan;
    }
    RoutingPlan routingPlan = router.ask(call);
    if (finding.result() == CallVerifier.Result.SKIPPED) {
      routingPlan.addNote(finding.why());
    }
    return routingPlan;
  }

  private static RoutingPlan testCall() {
    RoutingPlan routingPlan = new RoutingPlan();
    routingPlan.end(EventState.IGNORED, TEST_CALL);
    return routingPlan;
  }

  private void checkDestinations(RoutingPlan routingPlan) {
    for (RoutingPlan.PlannedDelivery plannedDelivery : routingPlan.plannedDeliveries()) {
      if (!destinationRegistry.known(plannedDelivery.destination())) {
        routingPlan.end(
            EventState.HELD,
            "no deliver route for outbox:"
                + plannedDelivery.destination()
                + "; add one under routes/deliver");
        return;
      }
    }
  }

  private Set<String> commit(Transaction transaction, List<RoutedEvent> all) throws SQLException {
    List<RoutedEvent> decided =
        late.delete(transaction, lateIdentification.identify(transaction, all));
    List<EventResult> closed = decided.stream().map(RoutingWorker::closed).toList();
    Set<String> ours = new HashSet<>(stores.journal().close(transaction, closed));
    List<NewDelivery> deliveries = new ArrayList<>();
    Set<String> woken = new HashSet<>();
    for (RoutedEvent one : decided) {
      if (ours.contains(one.event().id())) {
        for (RoutingPlan.PlannedDelivery plannedDelivery : one.plan().plannedDeliveries()) {
          deliveries.add(newDeliveries.of(one, plannedDelivery));
          woken.add(plannedDelivery.destination());
        }
      }
    }
    settleEarlier(transaction, decided, ours);
    index(transaction, decided, ours);
    List<RoutedEvent> routed =
        decided.stream().filter(one -> ours.contains(one.event().id())).toList();
    List<NewDelivery> timed = promises.commit(transaction, routed, deliveries);
    stores.outbox().add(transaction, timed);
    optOuts.commit(transaction, routed, timed);
    return woken;
  }

  private void index(Transaction transaction, List<RoutedEvent> decided, Set<String> ours)
      throws SQLException {
    Map<String, CallCard> cards = new LinkedHashMap<>();
    for (RoutedEvent one : decided) {
      if (one.call() != null && ours.contains(one.event().id())) {
        cards.put(one.event().id(), CallCard.of(one.call()));
      }
    }
    stores.journal().callIndex().put(transaction, cards);
  }

  /** What was held of a call needs nobody any more once newer content of it was decided. */
  private void settleEarlier(Transaction transaction, List<RoutedEvent> decided, Set<String> ours)
      throws SQLException {
    for (RoutedEvent one : decided) {
      LeasedEvent event = one.event();
      boolean understood = one.plan().state() != EventState.QUARANTINED;
      if (event.revision() > 1 && understood && ours.contains(event.id())) {
        stores
            .journal()
            .dismissal()
            .settleEarlier(transaction, event.source(), event.callId(), event.revision());
      }
    }
  }

  private static EventResult closed(RoutedEvent one) {
    String person = one.call() == null ? null : one.call().path("person_key").asText();
    JsonNode attempt = one.call() == null ? null : one.call().path("attempt_no");
    return new EventResult(
        one.event().id(),
        one.event().leaseToken(),
        one.plan().state(),
        one.plan().reason(),
        person,
        one.call() == null ? null : AttemptCounter.leadKey(one.call()),
        attempt == null || !attempt.isInt() ? null : (Integer) attempt.intValue());
  }
}
