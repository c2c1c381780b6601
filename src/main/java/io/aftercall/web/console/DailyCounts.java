package io.aftercall.web.console;

import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Where the calls of the last 24 hours stand. Counting reads a row per delivery. */
public final class DailyCounts {
  private static final Duration DAY = Duration.ofHours(24);

  private final CostAwareCache<Numbers> costAwareCache;

  /**
   * @param events by state
   * @param deliveries by destination and state
   */
  public record Numbers(
      Map<EventState, Long> events, Map<String, Map<DeliveryState, Long>> deliveries) {
    List<Line> table() {
      return deliveries.entrySet().stream()
          .map(one -> Line.of(one.getKey(), one.getValue()))
          .toList();
    }
  }

  /** One destination. */
  record Line(
      String destination,
      long delivered,
      long open,
      long rejected,
      long failed,
      long superseded,
      long suppressed,
      long discarded) {
    private static Line of(String destination, Map<DeliveryState, Long> counts) {
      ToLongFunction<DeliveryState> count = state -> counts.getOrDefault(state, 0L);
      return new Line(
          destination,
          count.applyAsLong(DeliveryState.DELIVERED),
          count.applyAsLong(DeliveryState.PENDING) + count.applyAsLong(DeliveryState.SENDING),
          count.applyAsLong(DeliveryState.REJECTED),
          count.applyAsLong(DeliveryState.FAILED),
          count.applyAsLong(DeliveryState.SUPERSEDED),
          count.applyAsLong(DeliveryState.SUPPRESSED),
          count.applyAsLong(DeliveryState.DISCARDED));
    }
  }

  DailyCounts(EventQueries events, DeliveryQueries deliveries, InstantSource clock) {
    costAwareCache =
        new CostAwareCache<>(
            () -> count(events, deliveries, clock.instant().minus(DAY)),
            () -> DAY,
            System::nanoTime);
  }

  public Numbers now() {
    return costAwareCache.get();
  }

  private static Numbers count(EventQueries events, DeliveryQueries deliveries, Instant since) {
    return new Numbers(events.counts(since), deliveries.counts(since));
  }
}
