package aftercall.delivery;

import aftercall.outbox.Attempt;
import aftercall.outbox.ClaimRequest;
import aftercall.outbox.Claimed;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.outbox.Settled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

  private final DestinationRules rules;
  private final Outbox outbox;
  private final Sender sender;
  private final Post post;
  private final Gate gate;
  private final Retries retries;
  private volatile Instant gatherUntil = Instant.EPOCH;

  /** What every worker of a node shares. */
  public record Post(String node, InstantSource clock, Signals signals, DeliveryMeters meters) {}

  public DeliveryWorker(
      DestinationRules rules, Outbox outbox, Pauses pauses, Sender sender, Post post) {
    this.rules = rules;
    this.outbox = outbox;
    this.sender = sender;
    this.post = post;
    gate = new Gate(rules.destination(), pauses, post.clock(), rules.probeAfter());
    retries = new Retries(rules.retries(), RandomGenerator.getDefault());
  }

  /** One round. May be called by several threads at once. Returns how long to rest. */
  public Duration step() {
    Gate.Pass pass = gate.enter();
    if (pass == Gate.Pass.SHUT) {
      return LONGEST_REST;
    }
    Duration gathering = Duration.between(post.clock().instant(), gatherUntil);
    if (gathering.compareTo(GATHER) <= 0 && !gathering.isNegative() && !gathering.isZero()) {
      return gathering;
    }
    int most = pass == Gate.Pass.PROBE ? 1 : rules.batchSize();
    List<Claimed> claimed =
        outbox.claim(new ClaimRequest(rules.destination(), most, rules.lease(), post.node()));
    if (claimed.isEmpty()) {
      return untilNextDue();
    }
    deliver(claimed);
    if (claimed.size() < rules.batchSize()) {
      gatherUntil = post.clock().instant().plus(GATHER);
    }
    return pause(claimed.size());
  }

  private void deliver(List<Claimed> claimed) {
    Shipment shipment =
        new Shipment(
            rules.destination(),
            claimed.stream()
                .map(c -> new Parcel(c.id(), c.personKey(), c.attempts() + 1))
                .toList());
    Instant start = post.clock().instant();
    sender.send(shipment);
    Instant end = post.clock().instant();

    Outcome.Stopped stopped = null;
    boolean answered = false;
    List<Settled> settled = new ArrayList<>(claimed.size());
    for (int i = 0; i < claimed.size(); i++) {
      Parcel parcel = shipment.parcels().get(i);
      parcel.settle(Outcome.TryLater.because("the route ended without an outcome"));
      settled.add(settle(claimed.get(i), parcel, start, end));
      if (parcel.outcome() instanceof Outcome.Stopped s) {
        stopped = s;
      } else if (!(parcel.outcome() instanceof Outcome.TryLater)) {
        answered = true;
      }
    }
    outbox.record(settled);
    post.signals().raiseFollowers("outbox:" + rules.destination());
    post.meters().delivered(rules.destination(), claimed, shipment, start, end);
    log(shipment, start, end);
    if (stopped != null) {
      gate.stopped(stopped);
    } else if (answered) {
      gate.answered();
    }
  }

  private Settled settle(Claimed claimed, Parcel parcel, Instant start, Instant end) {
    Outcome outcome = parcel.outcome();
    DeliveryState next;
    Instant due = null;
    if (outcome instanceof Outcome.Delivered) {
      next = DeliveryState.DELIVERED;
    } else if (outcome instanceof Outcome.Refused) {
      next = DeliveryState.REFUSED;
    } else if (outcome instanceof Outcome.WouldSend) {
      next = DeliveryState.DISCARDED;
    } else if (outcome instanceof Outcome.TryLater later) {
      due = retries.next(claimed.createdAt(), parcel.attempt(), later, end);
      next = due == null ? DeliveryState.DEAD : DeliveryState.PENDING;
    } else {
      // Stopped: nobody's fault but the destination's, so no attempt is counted.
      return new Settled(
          claimed.id(), claimed.fence(), DeliveryState.PENDING, end, outcome.reason(), null, null);
    }
    String reference = outcome instanceof Outcome.Delivered d ? d.reference() : "";
    Attempt attempt =
        new Attempt(
            start,
            Duration.between(start, end).toMillis(),
            outcome.name(),
            outcome.reason(),
            Redacted.text(parcel.record()),
            parcel.answer(),
            parcel.mappingVersion(),
            post.node());
    return new Settled(
        claimed.id(), claimed.fence(), next, due, outcome.reason(), reference, attempt);
  }

  private Duration untilNextDue() {
    Instant now = post.clock().instant();
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

  private void log(Shipment shipment, Instant start, Instant end) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "delivery.attempted destination={} records={} outcomes={} ms={}",
          shipment.destination(),
          shipment.parcels().size(),
          Outcomes.count(shipment),
          Duration.between(start, end).toMillis());
    }
  }
}
