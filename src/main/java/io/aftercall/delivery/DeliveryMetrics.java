package io.aftercall.delivery;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.LeasedDelivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times attempts per destination, and notices one that fails every attempt. No label holds anything
 * of a person.
 */
public final class DeliveryMetrics {
  /** A call is late after minutes, and lost to sales after a day. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final MeterRegistry registry;
  private final Map<String, FailureStreak> streaks = new ConcurrentHashMap<>();

  public DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void delivered(
      String destination,
      List<LeasedDelivery> claimed,
      DeliveryBatch deliveryBatch,
      Instant start,
      Instant end) {
    timer(
            "aftercall.attempt",
            "From handing a batch to its deliver route to the destination's answer",
            destination)
        .record(Duration.between(start, end));
    Timer endToEnd =
        timer(
            "aftercall.end.to.end",
            "From routing a call to the destination having it",
            destination);
    for (int i = 0; i < deliveryBatch.items().size(); i++) {
      DeliveryItem item = deliveryBatch.items().get(i);
      if (item.outcome() instanceof Outcome.Delivered) {
        endToEnd.record(Duration.between(claimed.get(i).createdAt(), end));
      }
      note(destination, item.outcome(), end);
    }
  }

  /** A pause says itself why; an answer that never left tells nothing. */
  private void note(String destination, Outcome outcome, Instant at) {
    boolean ends =
        outcome.fold(d -> true, r -> false, r -> false, p -> false, s -> false, d -> true);
    boolean fails =
        outcome.fold(d -> false, r -> true, r -> true, p -> false, s -> false, d -> false);
    if (ends) {
      streaks.remove(destination);
    } else if (fails) {
      streaks.merge(
          destination,
          new FailureStreak(1, outcome.reason(), at),
          (before, now) -> before.then(now.reason()));
    }
  }

  /** What a destination says that fails every attempt of this node; empty for all others. */
  public Optional<FailureStreak> failing(String destination) {
    return Optional.ofNullable(streaks.get(destination)).filter(FailureStreak::isFailing);
  }

  /** A batch ended with what no step of a route should throw. */
  void failed(String destination, Throwable failure) {
    error(destination, failure.getClass().getSimpleName());
  }

  /** A conversation was given up at its deadline. */
  void givenUp(String destination) {
    error(destination, "BatchTimeout");
  }

  private void error(String destination, String error) {
    Counter.builder("aftercall.worker.errors")
        .description("Batches that ended with an error of ours or at their deadline")
        .tags("destination", destination, "error", error)
        .register(registry)
        .increment();
  }

  private Timer timer(String name, String says, String destination) {
    return Timer.builder(name)
        .description(says)
        .tag("destination", destination)
        .publishPercentileHistogram()
        .maximumExpectedValue(LONGEST)
        .register(registry);
  }
}
