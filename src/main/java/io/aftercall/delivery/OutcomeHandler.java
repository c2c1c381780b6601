package io.aftercall.delivery;

import io.aftercall.call.PersonalDataMask;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.LeasedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What an outcome means for the delivery: its next state, when it is tried again, the attempt. */
final class OutcomeHandler {
  private static final String ASK =
      "not known whether it arrived; look there, then retry or discard it";

  /** So often a record is sent whose success cannot be read. */
  private static final int UNCLEAR_TRIES = 3;

  private final DestinationSettings rules;
  private final String node;
  private final RetryPolicy retryPolicy;

  /** When it was sent, and when the answer was in. */
  record Span(Instant start, Instant end) {}

  OutcomeHandler(DestinationSettings rules, String node, RandomGenerator random) {
    this.rules = rules;
    this.node = node;
    retryPolicy = new RetryPolicy(rules.retries(), random);
  }

  /** Whether it must not be sent again before a human has looked. */
  boolean asks(LeasedDelivery lease) {
    return rules.ask() && lease.past().maybeSent();
  }

  /** The end of a lease that is not sent again, for its last holder may have sent it. */
  DeliveryResult ask(LeasedDelivery lease, Instant now) {
    Attempt attempt =
        new Attempt(now, 0, "unknown", "its worker never came back", null, null, "", node);
    return new DeliveryResult(lease, DeliveryState.REJECTED, null, ASK, null, attempt);
  }

  /** The end of a lease whose record never left. */
  DeliveryResult unsent(LeasedDelivery lease, Instant now) {
    return new DeliveryResult(
        lease, DeliveryState.PENDING, now, "its worker stopped before it was sent", null, null);
  }

  /**
   * @param probe whether it was the one try a paused destination gets
   */
  DeliveryResult complete(
      LeasedDelivery lease, DeliveryItem deliveryItem, Span span, boolean probe) {
    Outcome outcome = deliveryItem.outcome();
    if (deliveryItem.departure().isMissed() || costsNoAttempt(outcome, probe)) {
      return new DeliveryResult(
              lease, DeliveryState.PENDING, span.end(), outcome.reason(), null, null)
          .leaving(trail(lease, deliveryItem, lease.past().waited()))
          .answered(deliveryItem.rawAnswer());
    }
    return outcome.fold(
        delivered ->
            result(lease, deliveryItem, span, NextState.of(DeliveryState.DELIVERED, outcome))
                .remembering(deliveryItem.written()),
        later -> result(lease, deliveryItem, span, retried(lease, deliveryItem, span, later)),
        rejected ->
            result(lease, deliveryItem, span, NextState.of(DeliveryState.REJECTED, outcome)),
        paused -> result(lease, deliveryItem, span, NextState.of(DeliveryState.REJECTED, outcome)),
        suppressed ->
            new DeliveryResult(
                    lease, DeliveryState.SUPPRESSED, null, suppressed.reason(), null, null)
                .leaving(trail(lease, deliveryItem, lease.past().waited())),
        dryRun ->
            result(lease, deliveryItem, span, NextState.of(DeliveryState.DISCARDED, outcome)));
  }

  /**
   * @param due null when it is not tried again
   * @param delay until then
   */
  private record NextState(DeliveryState state, Instant due, Duration delay, String reason) {
    static NextState of(DeliveryState state, Outcome outcome) {
      return new NextState(state, null, Duration.ZERO, outcome.reason());
    }
  }

  private NextState retried(
      LeasedDelivery lease, DeliveryItem deliveryItem, Span span, Outcome.Retry later) {
    if (rules.ask() && isUnknown(deliveryItem)
        || isUnclearAgain(lease, deliveryItem.attempt(), later)) {
      return new NextState(
          DeliveryState.REJECTED, null, Duration.ZERO, ASK + " (" + later.reason() + ")");
    }
    return retryPolicy
        .next(lease.past().waited(), deliveryItem.attempt(), later)
        .map(
            delay ->
                new NextState(DeliveryState.PENDING, span.end().plus(delay), delay, later.reason()))
        .orElseGet(() -> NextState.of(DeliveryState.FAILED, later));
  }

  private DeliveryResult result(
      LeasedDelivery lease, DeliveryItem deliveryItem, Span span, NextState next) {
    String reference =
        deliveryItem.outcome() instanceof Outcome.Delivered delivered ? delivered.reference() : "";
    return new DeliveryResult(
            lease, next.state(), next.due(), next.reason(), reference, attempt(deliveryItem, span))
        .leaving(trail(lease, deliveryItem, lease.past().waited().plus(next.delay())))
        .answered(deliveryItem.rawAnswer());
  }

  /** Once nobody knew whether it arrived, no later answer tells of that first one. */
  private static DeliveryResult.RetryState trail(
      LeasedDelivery lease, DeliveryItem deliveryItem, Duration waited) {
    return new DeliveryResult.RetryState(
        lease.past().maybeSent() || isUnknown(deliveryItem),
        waited,
        deliveryItem.progress(),
        deliveryItem.ties(),
        deliveryItem.personRecords());
  }

  private static boolean isUnknown(DeliveryItem deliveryItem) {
    return deliveryItem.outcome() instanceof Outcome.Retry later
        && (later.leavesOpen() || deliveryItem.departure().isInDoubt());
  }

  /** What answers so every time would be sent a hundred times until it is given up. */
  private static boolean isUnclearAgain(LeasedDelivery lease, int attempt, Outcome.Retry later) {
    return later.whose() == Outcome.Retry.Scope.UNCLEAR
        && lease.past().maybeSent()
        && attempt >= UNCLEAR_TRIES;
  }

  /** Nobody's fault but the destination's: neither counted nor a reason to give up. */
  private static boolean costsNoAttempt(Outcome outcome, boolean probe) {
    return outcome instanceof Outcome.Paused
        || probe
            && outcome instanceof Outcome.Retry later
            && later.whose() == Outcome.Retry.Scope.DESTINATION;
  }

  private static String told(DeliveryItem deliveryItem) {
    List<String> told = new ArrayList<>(deliveryItem.notes());
    told.add(0, deliveryItem.outcome().reason());
    told.removeIf(String::isEmpty);
    return String.join("; ", told);
  }

  private Attempt attempt(DeliveryItem deliveryItem, Span span) {
    return new Attempt(
        span.start(),
        Duration.between(span.start(), span.end()).toMillis(),
        deliveryItem.outcome().name(),
        told(deliveryItem),
        deliveryItem.record() == null
            ? ""
            : PersonalDataMask.record(deliveryItem.record()).toString(),
        deliveryItem.answer(),
        deliveryItem.mappingVersion(),
        node);
  }
}
