package aftercall.console;

import aftercall.journal.EventList;
import aftercall.journal.EventState;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Where the calls of the last 24 hours stand. Counting reads a row per delivery, so it may take a
 * twentieth of the time and no more: a slow answer is kept for longer.
 */
final class DayNumbers {
  private static final Duration DAY = Duration.ofHours(24);
  private static final int SHARE = 20;

  private final EventList events;
  private final DeliveryList deliveries;
  private final InstantSource clock;
  private Numbers kept;
  private Instant good = Instant.MIN;

  /**
   * @param events by state
   * @param deliveries by destination and state
   */
  record Numbers(Map<EventState, Long> events, Map<String, Map<DeliveryState, Long>> deliveries) {
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
      long refused,
      long dead,
      long superseded,
      long discarded) {
    private static Line of(String destination, Map<DeliveryState, Long> counts) {
      ToLongFunction<DeliveryState> count = state -> counts.getOrDefault(state, 0L);
      return new Line(
          destination,
          count.applyAsLong(DeliveryState.DELIVERED),
          count.applyAsLong(DeliveryState.PENDING) + count.applyAsLong(DeliveryState.SENDING),
          count.applyAsLong(DeliveryState.REFUSED),
          count.applyAsLong(DeliveryState.DEAD),
          count.applyAsLong(DeliveryState.SUPERSEDED),
          count.applyAsLong(DeliveryState.DISCARDED));
    }
  }

  DayNumbers(EventList events, DeliveryList deliveries, InstantSource clock) {
    this.events = events;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  synchronized Numbers now() {
    Instant begin = clock.instant();
    if (!begin.isBefore(good)) {
      Instant since = begin.minus(DAY);
      kept = new Numbers(events.counts(since), deliveries.counts(since));
      Instant end = clock.instant();
      good = end.plus(Duration.between(begin, end).multipliedBy(SHARE));
    }
    return kept;
  }
}
