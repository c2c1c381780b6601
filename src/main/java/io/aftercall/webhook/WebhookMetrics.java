package io.aftercall.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what the webhook endpoint answered, per source, and how long an acknowledgement took. */
public final class WebhookMetrics {
  private final MeterRegistry registry;
  private final Timer acknowledged;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /** The word for an answer that refuses nothing. */
  private static final String NO_REASON = "none";

  private static final Map<Integer, String> REASONS =
      Map.of(
          401, "authentication",
          404, "unknown_source",
          405, "method",
          413, "too_large",
          415, "media_type",
          429, "rate",
          503, "not_stored");

  private final RejectedWebhookLog refused;

  public WebhookMetrics(MeterRegistry registry) {
    this(registry, InstantSource.system());
  }

  WebhookMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    refused = new RejectedWebhookLog(clock);
    acknowledged =
        Timer.builder("aftercall.ack")
            .description("From the whole request at the webhook endpoint to its answer")
            .publishPercentileHistogram()
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
  }

  void answered(String source, WebhookResponse webhookResponse, long nanos) {
    if (webhookResponse.status() == 202) {
      acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }
    counter(source, webhookResponse).increment();
    if (webhookResponse.status() >= 400) {
      refused.refused(source, reason(webhookResponse), webhookResponse.status());
    }
  }

  /** What was sent away since the start. */
  RejectedWebhookLog refused() {
    return refused;
  }

  private static String reason(WebhookResponse webhookResponse) {
    return webhookResponse.status() < 400
        ? NO_REASON
        : REASONS.getOrDefault(webhookResponse.status(), "other");
  }

  private Counter counter(String source, WebhookResponse webhookResponse) {
    return counters.computeIfAbsent(
        source + " " + webhookResponse.result(),
        key ->
            Counter.builder("aftercall.webhooks")
                .description("Webhook requests by source, by what was answered, and why")
                .tags(
                    "source",
                    source,
                    "result",
                    webhookResponse.result(),
                    "reason",
                    reason(webhookResponse))
                .register(registry));
  }
}
