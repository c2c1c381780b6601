package io.aftercall.delivery;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.OutcomeCounts;
import io.aftercall.outbox.LeasedDelivery;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts outcomes and times attempts per destination. No label holds anything of a person. */
public final class DeliveryMetrics {
  private final MeterRegistry registry;

  public DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void delivered(
      String destination,
      List<LeasedDelivery> claimed,
      DeliveryBatch deliveryBatch,
      Instant start,
      Instant end) {
    OutcomeCounts.count(deliveryBatch)
        .forEach(
            (outcome, count) ->
                registry
                    .counter("aftercall.deliveries", "destination", destination, "outcome", outcome)
                    .increment(count));
    timer("aftercall.attempt", destination).record(Duration.between(start, end));
    Timer endToEnd = timer("aftercall.end.to.end", destination);
    for (int i = 0; i < claimed.size(); i++) {
      if (deliveryBatch.items().get(i).outcome() instanceof Outcome.Delivered) {
        endToEnd.record(Duration.between(claimed.get(i).createdAt(), end));
      }
    }
  }

  private Timer timer(String name, String destination) {
    return Timer.builder(name)
        .tag("destination", destination)
        .publishPercentileHistogram(false)
        .register(registry);
  }
}
