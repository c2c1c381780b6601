package io.aftercall.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what the door answered, per source, and how long an acknowledgement took. */
public final class WebhookMetrics {
  private final MeterRegistry registry;
  private final Timer acknowledged;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  public WebhookMetrics(MeterRegistry registry) {
    this.registry = registry;
    acknowledged =
        Timer.builder("aftercall.ack")
            .description("From the whole request at the door to its answer")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  void answered(String source, WebhookResponse webhookResponse, long nanos) {
    if (webhookResponse.status() == 202) {
      acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }
    counter(source, webhookResponse).increment();
  }

  private Counter counter(String source, WebhookResponse webhookResponse) {
    return counters.computeIfAbsent(
        source + " " + webhookResponse.result(),
        key ->
            registry.counter(
                "aftercall.webhooks", "source", source, "result", webhookResponse.result()));
  }
}
