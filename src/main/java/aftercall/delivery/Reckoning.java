package aftercall.delivery;

import aftercall.outbox.Attempt;
import aftercall.outbox.Claimed;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What an outcome means for the delivery: its next state, when it is tried again, the attempt. */
final class Reckoning {
  private static final String ASK =
      "not known whether it arrived; look there, then retry or discard it";

  private final DestinationRules rules;
  private final String node;
  private final Retries retries;

  /** When it was sent, and when the answer was in. */
  record Span(Instant start, Instant end) {}

  Reckoning(DestinationRules rules, String node, RandomGenerator random) {
    this.rules = rules;
    this.node = node;
    retries = new Retries(rules.retries(), random);
  }

  /** Whether it must not be sent again before a human has looked. */
  boolean asks(Claimed loan) {
    return rules.ask() && loan.past().maybeSent();
  }

  /** The end of a loan that is not sent again, for its last holder may have sent it. */
  Settled ask(Claimed loan, Instant now) {
    Attempt attempt =
        new Attempt(now, 0, "unknown", "its worker never came back", null, null, "", node);
    return new Settled(loan, DeliveryState.REFUSED, null, ASK, null, attempt);
  }

  /** The end of a loan whose record never left the house. */
  Settled unsent(Claimed loan, Instant now) {
    return new Settled(
        loan, DeliveryState.PENDING, now, "its worker stopped before it was sent", null, null);
  }

  /**
   * @param probe whether it was the one try a paused destination gets
   */
  Settled settle(Claimed loan, Parcel parcel, Span span, boolean probe) {
    Outcome outcome = parcel.outcome();
    if (parcel.departure().isMissed() || costsNoAttempt(outcome, probe)) {
      return new Settled(loan, DeliveryState.PENDING, span.end(), outcome.reason(), null, null)
          .leaving(trail(loan, parcel, loan.past().waited()));
    }
    DeliveryState next;
    Instant due = null;
    Duration waited = loan.past().waited();
    String reason = outcome.reason();
    if (outcome instanceof Outcome.Delivered) {
      next = DeliveryState.DELIVERED;
    } else if (outcome instanceof Outcome.WouldSend) {
      next = DeliveryState.DISCARDED;
    } else if (outcome instanceof Outcome.TryLater later) {
      if (rules.ask() && isUnknown(parcel)) {
        next = DeliveryState.REFUSED;
        reason = ASK + " (" + reason + ")";
      } else {
        Optional<Duration> wait = retries.next(waited, parcel.attempt(), later);
        next = wait.isPresent() ? DeliveryState.PENDING : DeliveryState.DEAD;
        due = wait.map(span.end()::plus).orElse(null);
        waited = waited.plus(wait.orElse(Duration.ZERO));
      }
    } else {
      next = DeliveryState.REFUSED;
    }
    String reference = outcome instanceof Outcome.Delivered d ? d.reference() : "";
    return new Settled(loan, next, due, reason, reference, attempt(parcel, span))
        .remembering(next == DeliveryState.DELIVERED ? parcel.written() : null)
        .leaving(trail(loan, parcel, waited));
  }

  /** Once nobody knew whether it arrived, no later answer tells of that first one. */
  private static Settled.Trail trail(Claimed loan, Parcel parcel, Duration waited) {
    return new Settled.Trail(
        loan.past().maybeSent() || isUnknown(parcel), waited, parcel.progress());
  }

  private static boolean isUnknown(Parcel parcel) {
    return parcel.outcome() instanceof Outcome.TryLater later
        && (later.whose() == Outcome.TryLater.Whose.UNKNOWN || parcel.departure().isInDoubt());
  }

  /** Nobody's fault but the destination's: neither counted nor a reason to give up. */
  private static boolean costsNoAttempt(Outcome outcome, boolean probe) {
    return outcome instanceof Outcome.Stopped
        || probe
            && outcome instanceof Outcome.TryLater later
            && later.whose() == Outcome.TryLater.Whose.DESTINATION;
  }

  private static String told(Parcel parcel) {
    List<String> told = new ArrayList<>(parcel.notes());
    told.add(0, parcel.outcome().reason());
    told.removeIf(String::isEmpty);
    return String.join("; ", told);
  }

  private Attempt attempt(Parcel parcel, Span span) {
    return new Attempt(
        span.start(),
        Duration.between(span.start(), span.end()).toMillis(),
        parcel.outcome().name(),
        told(parcel),
        Redacted.text(parcel.record()),
        parcel.answer(),
        parcel.mappingVersion(),
        node);
  }
}
