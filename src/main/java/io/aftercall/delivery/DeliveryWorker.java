package io.aftercall.delivery;

import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.OutcomeCounts;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.LeaseRequest;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One destination's work: claim (commit) → send (no transaction open) → record (commit). A crash in
 * between leaves a lease that ends; the next claim takes the delivery again. First try and retry
 * are the same road.
 */
public final class DeliveryWorker {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

  /** Other nodes, and deliveries whose time comes, are noticed at least this often. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  /**
   * After a batch that was not full, the next one may fill for so long: fewer calls of a metered
   * API.
   */
  private static final Duration GATHER = Duration.ofMillis(250);

  private final DestinationSettings rules;
  private final Outbox outbox;
  private final BatchSender batchSender;
  private final WorkerContext workerContext;
  private final CircuitBreaker circuitBreaker;
  private final OutcomeHandler outcomeHandler;
  private final ActiveLeases activeLeases;
  private final PoisonRecordDetector poisonRecordDetector = new PoisonRecordDetector();
  private final Queue<Unrecorded> unrecorded = new ConcurrentLinkedQueue<>();
  private volatile Instant gatherUntil = Instant.EPOCH;

  /** A round whose end is not committed yet. */
  private record Unrecorded(List<LeasedDelivery> claimed, List<DeliveryResult> settled) {}

  /** What every worker of a node shares. */
  public record WorkerContext(
      String node, InstantSource clock, WakeUpRegistry signals, DeliveryMetrics meters) {}

  public DeliveryWorker(
      DestinationSettings rules,
      Outbox outbox,
      DestinationPauses destinationPauses,
      BatchSender batchSender,
      WorkerContext workerContext) {
    this.rules = rules;
    this.outbox = outbox;
    this.batchSender = batchSender;
    this.workerContext = workerContext;
    circuitBreaker =
        new CircuitBreaker(
            rules.destination(), destinationPauses, workerContext.clock(), rules.probeAfter());
    activeLeases = new ActiveLeases(workerContext.clock(), rules.lease());
    outcomeHandler = new OutcomeHandler(rules, workerContext.node(), RandomGenerator.getDefault());
  }

  /** One round. May be called by several threads at once. Returns how long to rest. */
  public Duration step() {
    flushUnrecorded();
    CircuitBreaker.CircuitState circuitState = circuitBreaker.enter();
    if (circuitState == CircuitBreaker.CircuitState.SHUT) {
      return LONGEST_REST;
    }
    Duration gathering = Duration.between(workerContext.clock().instant(), gatherUntil);
    // Longer than anybody may ask for: the clock was set back.
    boolean still = gathering.compareTo(DeliveryBatch.LONGEST_FILL) <= 0;
    if (circuitState == CircuitBreaker.CircuitState.OPEN
        && still
        && !gathering.isNegative()
        && !gathering.isZero()) {
      return gathering.compareTo(LONGEST_REST) < 0 ? gathering : LONGEST_REST;
    }
    int most = circuitState == CircuitBreaker.CircuitState.PROBE ? 1 : rules.batchSize();
    BooleanSupplier ended = activeLeases.leaseUntil();
    List<LeasedDelivery> claimed =
        outbox.lease(
            new LeaseRequest(
                rules.destination(), most, rules.lease(), workerContext.node(), activeLeases::has));
    if (claimed.isEmpty()) {
      return untilNextDue();
    }
    deliver(claimed, circuitState, ended);
    return pause(claimed.size());
  }

  private void deliver(
      List<LeasedDelivery> claimed,
      CircuitBreaker.CircuitState circuitState,
      BooleanSupplier ended) {
    List<DeliveryResult> settled = new ArrayList<>(claimed.size());
    List<LeasedDelivery> sent = new ArrayList<>(claimed.size());
    List<DeliveryItem> deliveryItems = new ArrayList<>(claimed.size());
    Instant start = workerContext.clock().instant();
    for (LeasedDelivery lease : claimed) {
      if (outcomeHandler.asks(lease)) {
        settled.add(outcomeHandler.ask(lease, start));
      } else {
        DeliveryItem deliveryItem = DeliveryItem.of(lease, ended);
        activeLeases.take(lease, deliveryItem, deliveryItems);
        sent.add(lease);
        deliveryItems.add(deliveryItem);
      }
    }
    DeliveryBatch deliveryBatch =
        new DeliveryBatch(rules.destination(), deliveryItems, outbox::written);
    if (!sent.isEmpty()) {
      batchSender.send(deliveryBatch);
    }
    judge(deliveryBatch);
    Instant end = workerContext.clock().instant();
    OutcomeHandler.Span span = new OutcomeHandler.Span(start, end);
    for (int i = 0; i < sent.size(); i++) {
      DeliveryItem deliveryItem = deliveryItems.get(i);
      deliveryItem.completeLocally(Outcome.Retry.because("the route ended without an outcome"));
      settled.add(
          outcomeHandler.complete(
              sent.get(i), deliveryItem, span, circuitState == CircuitBreaker.CircuitState.PROBE));
    }
    sent(claimed, settled);
    workerContext.signals().raiseFollowers("outbox:" + rules.destination());
    workerContext.meters().delivered(rules.destination(), sent, deliveryBatch, start, end);
    log(deliveryBatch, start, end);
    logAttempt(deliveryBatch, circuitState);
    scheduleBatchFill(deliveryBatch, end);
  }

  private void judge(DeliveryBatch deliveryBatch) {
    for (DeliveryItem deliveryItem : deliveryBatch.items()) {
      if (deliveryItem.outcome() instanceof Outcome.Delivered) {
        poisonRecordDetector.took();
      } else if (deliveryItem.outcome() instanceof Outcome.Paused paused
          && deliveryBatch.items().size() == 1
          && deliveryItem.departure().hasBegun()
          && poisonRecordDetector.isOne(deliveryItem.deliveryId())) {
        deliveryItem.rejectAsPoison(paused);
      }
    }
  }

  /** What was sent must not be sent again only because the database was away for a moment. */
  private void sent(List<LeasedDelivery> claimed, List<DeliveryResult> settled) {
    unrecorded.add(new Unrecorded(claimed, settled));
    flushUnrecorded();
  }

  private void flushUnrecorded() {
    for (Unrecorded next = unrecorded.poll(); next != null; next = unrecorded.poll()) {
      try {
        outbox.record(next.settled());
      } catch (RuntimeException failure) {
        unrecorded.add(next);
        throw failure;
      }
      activeLeases.drop(next.claimed());
    }
  }

  /**
   * For a node that stops: whatever a round could not send in time does not leave here any more and
   * may be claimed by others at once.
   */
  public void releaseLeases() {
    ActiveLeases.Rest rest = activeLeases.stop();
    flushUnrecorded();
    int records = rest.unsent().size() + rest.unclear().size();
    if (records > 0) {
      LOG.info("delivery.given_back destination={} records={}", rules.destination(), records);
      Instant now = workerContext.clock().instant();
      outbox.record(
          rest.unsent().stream().map(lease -> outcomeHandler.unsent(lease, now)).toList());
      outbox.releaseLeases(rest.unclear());
    }
  }

  /** What the round says about the destination as a whole: nothing when it was not asked. */
  private void logAttempt(DeliveryBatch deliveryBatch, CircuitBreaker.CircuitState circuitState) {
    Outcome.Retry away = null;
    boolean answered = false;
    for (DeliveryItem deliveryItem : deliveryBatch.items()) {
      if (deliveryItem.outcome() instanceof Outcome.Paused paused) {
        circuitBreaker.onPaused(paused);
        return;
      }
      if (deliveryItem.outcome() instanceof Outcome.Retry later
          && later.whose() != Outcome.Retry.Scope.RECORD) {
        away = later;
      } else {
        answered |= !deliveryItem.isLocal();
      }
    }
    if (answered) {
      circuitBreaker.onSuccess();
    } else if (away != null) {
      circuitBreaker.onUnavailable(away);
    } else if (circuitState == CircuitBreaker.CircuitState.PROBE) {
      circuitBreaker.onProbeSkipped();
    }
  }

  private void scheduleBatchFill(DeliveryBatch deliveryBatch, Instant end) {
    if (deliveryBatch.items().size() < rules.batchSize()) {
      Duration fill = deliveryBatch.fill().compareTo(GATHER) > 0 ? deliveryBatch.fill() : GATHER;
      gatherUntil = end.plus(fill);
    }
  }

  private Duration untilNextDue() {
    Instant now = workerContext.clock().instant();
    return outbox
        .nextDue(rules.destination())
        .map(due -> Duration.between(now, due))
        .map(wait -> wait.compareTo(LONGEST_REST) < 0 ? wait.plusMillis(10) : LONGEST_REST)
        .filter(wait -> !wait.isNegative())
        .orElse(LONGEST_REST);
  }

  /** With a rate set, each thread rests so long that all threads together keep to it. */
  private Duration pause(int sent) {
    if (rules.ratePerSecond() <= 0) {
      return Duration.ZERO;
    }
    return Duration.ofNanos((long) (1e9 * sent * rules.concurrency() / rules.ratePerSecond()));
  }

  private void log(DeliveryBatch deliveryBatch, Instant start, Instant end) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "delivery.attempted destination={} records={} outcomes={} ms={}",
          deliveryBatch.destination(),
          deliveryBatch.items().size(),
          OutcomeCounts.count(deliveryBatch),
          Duration.between(start, end).toMillis());
    }
  }
}
