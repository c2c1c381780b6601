package aftercall.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what the door answered, per source, and how long an acknowledgement took. */
public final class DoorMeters {
  private final MeterRegistry registry;
  private final Timer acknowledged;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  public DoorMeters(MeterRegistry registry) {
    this.registry = registry;
    acknowledged =
        Timer.builder("aftercall.ack")
            .description("From the whole request at the door to its answer")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  void answered(String source, Answer answer, long nanos) {
    if (answer.status() == 202) {
      acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }
    counter(source, answer).increment();
  }

  private Counter counter(String source, Answer answer) {
    return counters.computeIfAbsent(
        source + " " + answer.result(),
        key -> registry.counter("aftercall.webhooks", "source", source, "result", answer.result()));
  }
}
