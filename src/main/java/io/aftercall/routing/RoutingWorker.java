package io.aftercall.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.EventResult;
import io.aftercall.journal.EventState;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
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

  /** From so many requests at once on, the door is busy. */
  private static final int MANY = 16;

  /** Calls decided at once while it is: their commit keeps those at the door waiting. */
  private static final int SMALL_BITE = 20;

  static final String TEST_CALL = "a test call of the sender (test_calls in its source file)";

  private static final String UNREADABLE =
      "the stored content is not here any more, or cannot be opened with the keys that are set";
  private static final Duration LONGEST_WAY = Duration.ofMillis(500);

  private static final Duration REST = Duration.ofSeconds(1);

  private final Stores stores;
  private final ErasedCallFilter late;
  private final LateIdentification lateIdentification;
  private final CallCache callCache;
  private final DestinationRegistry destinationRegistry;
  private final RoutingContext around;

  /**
   * Decided while the database was away: committed when it is back, should the loans still hold.
   */
  private final Map<String, List<RoutedEvent>> undone = new ConcurrentHashMap<>();

  /** Asks a decide route about one call. */
  public interface Router {
    /** Never throws: a route that fails is a plan that holds the call. */
    RoutingPlan ask(ObjectNode call);
  }

  /** A call and what is to become of it. */
  record RoutedEvent(LeasedEvent event, ObjectNode call, RoutingPlan plan) {}

  /**
   * @param atDoor requests that are being answered now
   */
  public record RoutingContext(NodeInfo node, IntSupplier atDoor, CallVerifier callVerifier) {}

  public RoutingWorker(
      Stores stores,
      CallCache callCache,
      DestinationRegistry destinationRegistry,
      RoutingContext around) {
    this.stores = stores;
    late = new ErasedCallFilter(stores, around.node().clock());
    lateIdentification = new LateIdentification(stores.journal(), callCache);
    this.callCache = callCache;
    this.destinationRegistry = destinationRegistry;
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
      List<LeasedEvent> open =
          stores.journal().lease(source, batchSize(source, most), LEASE, node().name());
      if (open.isEmpty()) {
        return REST;
      }
      decided = open.stream().map(event -> decide(event, router)).toList();
      undone.put(source, decided);
    }
    List<RoutedEvent> committed = decided;
    Set<String> woken = stores.store().write(transaction -> commit(transaction, committed));
    undone.remove(source);
    woken.forEach(destination -> node().signals().raise("outbox:" + destination));
    throttleForIntake(System.nanoTime() - start);
    return Duration.ZERO;
  }

  /**
   * Senders wait for their answer and give up after seconds, what is stored can wait: while many
   * are at the door, deciding takes a fifth of the time.
   */
  private void throttleForIntake(long took) {
    if (isDoorBusy()) {
      LockSupport.parkNanos(Math.min(4 * took, LONGEST_WAY.toNanos()));
    }
  }

  private boolean isDoorBusy() {
    return around.atDoor().getAsInt() >= MANY;
  }

  private int batchSize(String source, int most) {
    if (around.callVerifier().watches(source)) {
      return Math.min(most, WATCHED);
    }
    return isDoorBusy() ? Math.min(most, SMALL_BITE) : most;
  }

  private RoutedEvent decide(LeasedEvent event, Router router) {
    CallCache.Read read =
        event.body() == null ? new CallCache.Read(null, UNREADABLE) : callCache.read(event);
    if (read.call() == null) {
      RoutingPlan routingPlan = new RoutingPlan();
      routingPlan.end(EventState.QUARANTINED, read.problem());
      return new RoutedEvent(event, null, routingPlan);
    }
    RoutingPlan routingPlan =
        callCache.isTest(event, read.call()) ? testCall() : plan(event, read.call(), router);
    checkDestinations(routingPlan);
    LOG.debug(
        "event.routed event={} state={} deliveries={}",
        event.id(),
        routingPlan.state(),
        routingPlan.plannedDeliveries().size());
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
          deliveries.add(delivery(one, plannedDelivery));
          woken.add(plannedDelivery.destination());
        }
      }
    }
    stores.outbox().add(transaction, deliveries);
    return woken;
  }

  private static EventResult closed(RoutedEvent one) {
    String person = one.call() == null ? null : one.call().path("person_key").asText();
    return new EventResult(
        one.event().id(),
        one.event().leaseToken(),
        one.plan().state(),
        one.plan().reason(),
        person);
  }

  private NewDelivery delivery(RoutedEvent one, RoutingPlan.PlannedDelivery plannedDelivery) {
    LeasedEvent event = one.event();
    boolean first =
        plannedDelivery.after() != null
            && one.plan().plannedDeliveries().stream()
                .anyMatch(n -> n.destination().equals(plannedDelivery.after()));
    if (first) {
      node()
          .signals()
          .follow("outbox:" + plannedDelivery.after(), "outbox:" + plannedDelivery.destination());
    }
    return new NewDelivery(
        event.id(),
        new NewDelivery.CallRef(event.source(), event.callId(), event.revision()),
        plannedDelivery.destination(),
        plannedDelivery.ordinal(),
        one.call().path("person_key").asText(),
        order(one.call(), event.receivedAt()),
        plannedDelivery.priority(),
        first ? NewDelivery.id(event.id(), plannedDelivery.after(), 1) : null,
        destinationRegistry.once(plannedDelivery.destination()));
  }

  /**
   * Calls of a person are delivered in the order in which they ended, not in which their webhooks
   * arrived.
   */
  private static long order(ObjectNode call, Instant receivedAt) {
    try {
      return OffsetDateTime.parse(call.path("finished_at").asText()).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      return receivedAt.toEpochMilli();
    }
  }
}
