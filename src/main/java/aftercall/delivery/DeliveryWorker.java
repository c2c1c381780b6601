package aftercall.delivery;

import aftercall.outbox.ClaimRequest;
import aftercall.outbox.Claimed;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.outbox.Settled;
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

  private final DestinationRules rules;
  private final Outbox outbox;
  private final Sender sender;
  private final Post post;
  private final Gate gate;
  private final Reckoning reckoning;
  private final InHand inHand;
  private final Culprits culprits = new Culprits();
  private final Queue<Unrecorded> unrecorded = new ConcurrentLinkedQueue<>();
  private volatile Instant gatherUntil = Instant.EPOCH;

  /** A round whose end is not committed yet. */
  private record Unrecorded(List<Claimed> claimed, List<Settled> settled) {}

  /** What every worker of a node shares. */
  public record Post(String node, InstantSource clock, Signals signals, DeliveryMeters meters) {}

  public DeliveryWorker(
      DestinationRules rules, Outbox outbox, Pauses pauses, Sender sender, Post post) {
    this.rules = rules;
    this.outbox = outbox;
    this.sender = sender;
    this.post = post;
    gate = new Gate(rules.destination(), pauses, post.clock(), rules.probeAfter());
    inHand = new InHand(post.clock(), rules.lease());
    reckoning = new Reckoning(rules, post.node(), RandomGenerator.getDefault());
  }

  /** One round. May be called by several threads at once. Returns how long to rest. */
  public Duration step() {
    recordLate();
    Gate.Pass pass = gate.enter();
    if (pass == Gate.Pass.SHUT) {
      return LONGEST_REST;
    }
    Duration gathering = Duration.between(post.clock().instant(), gatherUntil);
    // Longer than anybody may ask for: the clock was set back.
    boolean still = gathering.compareTo(Shipment.LONGEST_FILL) <= 0;
    if (pass == Gate.Pass.OPEN && still && !gathering.isNegative() && !gathering.isZero()) {
      return gathering.compareTo(LONGEST_REST) < 0 ? gathering : LONGEST_REST;
    }
    int most = pass == Gate.Pass.PROBE ? 1 : rules.batchSize();
    BooleanSupplier ended = inHand.loanEnd();
    List<Claimed> claimed =
        outbox.claim(
            new ClaimRequest(rules.destination(), most, rules.lease(), post.node(), inHand::has));
    if (claimed.isEmpty()) {
      return untilNextDue();
    }
    deliver(claimed, pass, ended);
    return pause(claimed.size());
  }

  private void deliver(List<Claimed> claimed, Gate.Pass pass, BooleanSupplier ended) {
    List<Settled> settled = new ArrayList<>(claimed.size());
    List<Claimed> sent = new ArrayList<>(claimed.size());
    List<Parcel> parcels = new ArrayList<>(claimed.size());
    Instant start = post.clock().instant();
    for (Claimed loan : claimed) {
      if (reckoning.asks(loan)) {
        settled.add(reckoning.ask(loan, start));
      } else {
        Parcel parcel = Parcel.of(loan, ended);
        inHand.take(loan, parcel, parcels);
        sent.add(loan);
        parcels.add(parcel);
      }
    }
    Shipment shipment = new Shipment(rules.destination(), parcels, outbox::written);
    if (!sent.isEmpty()) {
      sender.send(shipment);
    }
    judge(shipment);
    Instant end = post.clock().instant();
    Reckoning.Span span = new Reckoning.Span(start, end);
    for (int i = 0; i < sent.size(); i++) {
      Parcel parcel = parcels.get(i);
      parcel.settleHere(Outcome.TryLater.because("the route ended without an outcome"));
      settled.add(reckoning.settle(sent.get(i), parcel, span, pass == Gate.Pass.PROBE));
    }
    sent(claimed, settled);
    post.signals().raiseFollowers("outbox:" + rules.destination());
    post.meters().delivered(rules.destination(), sent, shipment, start, end);
    log(shipment, start, end);
    tell(shipment, pass);
    linger(shipment, end);
  }

  private void judge(Shipment shipment) {
    for (Parcel parcel : shipment.parcels()) {
      if (parcel.outcome() instanceof Outcome.Delivered) {
        culprits.took();
      } else if (parcel.outcome() instanceof Outcome.Stopped stopped
          && shipment.parcels().size() == 1
          && parcel.departure().hasBegun()
          && culprits.isOne(parcel.deliveryId())) {
        parcel.blame(stopped);
      }
    }
  }

  /** What was sent must not be sent again only because the database was away for a moment. */
  private void sent(List<Claimed> claimed, List<Settled> settled) {
    unrecorded.add(new Unrecorded(claimed, settled));
    recordLate();
  }

  private void recordLate() {
    for (Unrecorded next = unrecorded.poll(); next != null; next = unrecorded.poll()) {
      try {
        outbox.record(next.settled());
      } catch (RuntimeException failure) {
        unrecorded.add(next);
        throw failure;
      }
      inHand.drop(next.claimed());
    }
  }

  /**
   * For a node that stops: whatever a round could not send in time does not leave here any more and
   * may be claimed by others at once.
   */
  public void giveBack() {
    InHand.Rest rest = inHand.stop();
    recordLate();
    int records = rest.unsent().size() + rest.unclear().size();
    if (records > 0) {
      LOG.info("delivery.given_back destination={} records={}", rules.destination(), records);
      Instant now = post.clock().instant();
      outbox.record(rest.unsent().stream().map(loan -> reckoning.unsent(loan, now)).toList());
      outbox.giveBack(rest.unclear());
    }
  }

  /** What the round says about the destination as a whole: nothing when it was not asked. */
  private void tell(Shipment shipment, Gate.Pass pass) {
    Outcome.TryLater away = null;
    boolean answered = false;
    for (Parcel parcel : shipment.parcels()) {
      if (parcel.outcome() instanceof Outcome.Stopped stopped) {
        gate.stopped(stopped);
        return;
      }
      if (parcel.outcome() instanceof Outcome.TryLater later
          && later.whose() != Outcome.TryLater.Whose.RECORD) {
        away = later;
      } else {
        answered |= !parcel.isOurs();
      }
    }
    if (answered) {
      gate.answered();
    } else if (away != null) {
      gate.silent(away);
    } else if (pass == Gate.Pass.PROBE) {
      gate.unasked();
    }
  }

  private void linger(Shipment shipment, Instant end) {
    if (shipment.parcels().size() < rules.batchSize()) {
      Duration fill = shipment.fill().compareTo(GATHER) > 0 ? shipment.fill() : GATHER;
      gatherUntil = end.plus(fill);
    }
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
