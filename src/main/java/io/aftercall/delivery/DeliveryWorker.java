package io.aftercall.delivery;

import io.aftercall.call.CallLog;
import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.OutcomeCounts;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.LeaseRequest;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final BatchLimit limit;
  private final Set<RunningBatch> running = ConcurrentHashMap.newKeySet();
  private final Queue<Outcome.Paused> givenUp = new ConcurrentLinkedQueue<>();
  private final Queue<Unrecorded> unrecorded = new ConcurrentLinkedQueue<>();
  private volatile Instant gatherUntil = Instant.EPOCH;

  /** A round whose end is not committed yet. */
  private record Unrecorded(List<LeasedDelivery> claimed, List<DeliveryResult> settled) {}

  /** What every worker of a node shares. */
  public record WorkerContext(
      String node,
      InstantSource clock,
      WakeUpRegistry signals,
      DeliveryMetrics meters,
      WorkerRegistry workers) {
    /** With workers that nobody watches over. */
    public WorkerContext(
        String node, InstantSource clock, WakeUpRegistry signals, DeliveryMetrics meters) {
      this(node, clock, signals, meters, new WorkerRegistry());
    }
  }

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
            rules.destination(), destinationPauses, workerContext.clock(), rules.probeInterval());
    activeLeases = new ActiveLeases(workerContext.clock(), rules.lease());
    limit = new BatchLimit(rules.batchSize());
    outcomeHandler = new OutcomeHandler(rules, workerContext.node(), RandomGenerator.getDefault());
  }

  /** One round. May be called by several threads at once. Returns how long to rest. */
  public Duration step() {
    flushUnrecorded();
    for (Outcome.Paused why = givenUp.poll(); why != null; why = givenUp.poll()) {
      circuitBreaker.onPaused(why);
    }
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
    int most = circuitState == CircuitBreaker.CircuitState.PROBE ? 1 : limit.now();
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
    Instant start = workerContext.clock().instant();
    RunningBatch batch =
        new RunningBatch(claimed, start, circuitState == CircuitBreaker.CircuitState.PROBE);
    int most = limit.after(claimed);
    for (LeasedDelivery lease : claimed) {
      if (outcomeHandler.asks(lease)) {
        batch.settled.add(outcomeHandler.ask(lease, start));
      } else {
        DeliveryItem deliveryItem =
            DeliveryItem.of(lease, () -> batch.isOver() || ended.getAsBoolean());
        activeLeases.take(lease, deliveryItem, batch.items);
        if (batch.sent.size() >= most) {
          deliveryItem.postpone(BatchLimit.SMALLER);
        }
        batch.sent.add(lease);
        batch.items.add(deliveryItem);
      }
    }
    DeliveryBatch deliveryBatch =
        new DeliveryBatch(
            rules.destination(), batch.items, new DeliveryMemory(outbox, workerContext.clock()));
    if (!deliveryBatch.open().isEmpty()) {
      send(batch, deliveryBatch);
    }
    if (!batch.end()) {
      // The watchdog has told its end, and the destination is paused.
      return;
    }
    judge(deliveryBatch);
    Instant end = workerContext.clock().instant();
    finish(batch, end);
    flushUnrecorded();
    workerContext.signals().raiseFollowers("outbox:" + rules.destination());
    workerContext.meters().delivered(rules.destination(), batch.sent, deliveryBatch, start, end);
    log(deliveryBatch, start, end);
    logAttempt(deliveryBatch, circuitState);
    scheduleBatchFill(deliveryBatch, end);
  }

  /**
   * No failure of a route or a step ends the worker, whatever it throws. An Error, as for want of
   * memory, is met again with half as many.
   */
  private void send(RunningBatch batch, DeliveryBatch deliveryBatch) {
    int records = deliveryBatch.open().size();
    running.add(batch);
    try {
      batchSender.send(deliveryBatch);
      limit.fitted(records);
    } catch (StoreUnavailableException away) {
      throw away;
    } catch (Throwable failure) {
      LOG.error(
          "delivery.failed destination={} records={} error={}",
          rules.destination(),
          records,
          failure.toString());
      workerContext.meters().failed(rules.destination(), failure);
      limit.failed(records);
      deliveryBatch.open().forEach(deliveryItem -> limit.settle(deliveryItem, records, failure));
    } finally {
      running.remove(batch);
    }
  }

  /** Settles all of it that is still open; to be recorded. */
  private void finish(RunningBatch batch, Instant end) {
    OutcomeHandler.Span span = new OutcomeHandler.Span(batch.start, end);
    for (int i = 0; i < batch.sent.size(); i++) {
      DeliveryItem deliveryItem = batch.items.get(i);
      deliveryItem.completeLocally(Outcome.Retry.because("the route ended without an outcome"));
      batch.settled.add(
          outcomeHandler.complete(batch.sent.get(i), deliveryItem, span, batch.probe));
    }
    // What was sent must not be sent again only because the database was away for a moment.
    unrecorded.add(new Unrecorded(batch.claimed, batch.settled));
  }

  /**
   * Gives up the conversation a thread is in, when it is over its deadline: what may have left is
   * unknown, what surely has not goes again, and the destination is paused by the next round. Asks
   * nobody and stores nothing itself, for it is called by the watchdog.
   *
   * @return whether the thread is to be replaced
   */
  public boolean giveUp(Thread thread) {
    for (RunningBatch batch : running) {
      if (batch.isOf(thread) && batch.lastsLonger(rules.batchTimeout()) && batch.end()) {
        giveUp(batch);
        return true;
      }
    }
    return false;
  }

  private void giveUp(RunningBatch batch) {
    long seconds = rules.batchTimeout().toSeconds();
    for (DeliveryItem deliveryItem : batch.items) {
      if (deliveryItem.departure().hasBegun()) {
        deliveryItem.complete(
            Outcome.Retry.unknown(
                "no answer within %d seconds (batchTimeout); it may have arrived"
                    .formatted(seconds)));
      } else if (deliveryItem.open()) {
        deliveryItem.postpone("its batch was given up before it was sent");
      }
    }
    finish(batch, workerContext.clock().instant());
    LOG.error(
        "delivery.given_up destination={} records={} seconds={}",
        rules.destination(),
        batch.sent.size(),
        seconds);
    workerContext.meters().givenUp(rules.destination());
    givenUp.add(
        Outcome.Paused.because(
            ("a batch of %d had no end within %d seconds (batchTimeout) and was given up: the"
                    + " system does not answer, or not in a way that can be understood")
                .formatted(batch.sent.size(), seconds)));
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

  private void flushUnrecorded() {
    for (Unrecorded next = unrecorded.poll(); next != null; next = unrecorded.poll()) {
      try {
        outbox.record(next.settled());
      } catch (RuntimeException failure) {
        unrecorded.add(next);
        throw failure;
      }
      activeLeases.drop(next.claimed());
      next.settled().forEach(DeliveryWorker::logCall);
    }
  }

  private static void logCall(DeliveryResult result) {
    LeasedDelivery lease = result.lease();
    CallLog.recorded(
        lease.eventId(),
        lease.id(),
        lease.destination(),
        result.attempt() == null ? "none" : result.attempt().outcome(),
        result.next().text());
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
      LOG.info("leases.released destination={} records={}", rules.destination(), records);
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
          && later.whose() != Outcome.Retry.Scope.RECORD
          && later.whose() != Outcome.Retry.Scope.UNCLEAR) {
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
    if (deliveryBatch.items().size() < Math.min(limit.now(), rules.batchSize())) {
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
