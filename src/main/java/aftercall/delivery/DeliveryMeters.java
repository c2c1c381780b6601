package aftercall.delivery;

import aftercall.outbox.Claimed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts outcomes and times attempts per destination. No label holds anything of a person. */
public final class DeliveryMeters {
  private final MeterRegistry registry;

  public DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void delivered(
      String destination, List<Claimed> claimed, Shipment shipment, Instant start, Instant end) {
    Outcomes.count(shipment)
        .forEach(
            (outcome, count) ->
                registry
                    .counter("aftercall.deliveries", "destination", destination, "outcome", outcome)
                    .increment(count));
    timer("aftercall.attempt", destination).record(Duration.between(start, end));
    Timer endToEnd = timer("aftercall.end.to.end", destination);
    for (int i = 0; i < claimed.size(); i++) {
      if (shipment.parcels().get(i).outcome() instanceof Outcome.Delivered) {
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
