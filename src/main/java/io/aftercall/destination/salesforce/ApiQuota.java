package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How much of the org's API calls of the last 24 hours is used, as each answer tells in {@code
 * Sforce-Limit-Info: api-usage=18/5000}. The metric is {@code aftercall_salesforce_api_used_ratio};
 * it is not a number until the first answer.
 */
public final class ApiQuota implements MeterBinder {
  static final String HEADER = "Sforce-Limit-Info";

  private static final Pattern USAGE =
      Pattern.compile("(?:^|[;,\\s])api-usage=(\\d{1,15})/(\\d{1,15})");

  /** What was learned long ago says nothing: somebody must ask again. */
  private static final Duration STALE = Duration.ofMinutes(9);

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  /** From half of what may be used on, batches fill longer, up to this at its end. */
  private static final Duration LONGEST_FILL = Duration.ofSeconds(30);

  private final AtomicReference<Usage> latest = new AtomicReference<>();
  private final int reserve;
  private final InstantSource clock;
  private volatile Instant notedAt = Instant.EPOCH;

  /** Leaves ten percent to the company's other tools. */
  public ApiQuota() {
    this(10, InstantSource.system());
  }

  /**
   * @param reserve percent of the API calls that are left to the company's other tools
   */
  ApiQuota(int reserve, InstantSource clock) {
    if (reserve < 0 || reserve > 99) {
      throw new InvalidConfigurationPropertyValueException(
          "aftercall.salesforce.reserve", reserve, "must be 0 to 99 percent");
    }
    this.reserve = reserve;
    this.clock = clock;
  }

  /** API calls, of the whole org and all its clients. */
  public record Usage(long used, long limit) {
    public double ratio() {
      return limit == 0 ? Double.NaN : (double) used / limit;
    }
  }

  void note(String header) {
    if (header != null) {
      Matcher usage = USAGE.matcher(header);
      if (usage.find()) {
        latest.set(new Usage(Long.parseLong(usage.group(1)), Long.parseLong(usage.group(2))));
        notedAt = clock.instant();
      }
    }
  }

  /**
   * Stops the batch where no more than the reserve is left; has the next batch fill longer as calls
   * become scarce. One delivery asks again from time to time, and its answer tells when the rest
   * may go.
   *
   * @param least percent that this kind of record leaves at least: those of low value wait first
   */
  void applyApiQuota(DeliveryBatch deliveryBatch, int least) {
    Usage usage = latest.get();
    Duration age = Duration.between(notedAt, clock.instant());
    if (usage == null || usage.limit() == 0 || age.isNegative() || age.compareTo(STALE) > 0) {
      return;
    }
    double allowed = 1 - Math.max(reserve, least) / 100.0;
    if (usage.ratio() >= allowed) {
      deliveryBatch.completeRemaining(
          new Outcome.Paused(
              "Salesforce: %d of %d API calls of 24 hours are used; the rest is reserved"
                  .formatted(usage.used(), usage.limit()),
              LOOK_AGAIN));
    } else if (usage.ratio() > allowed / 2) {
      double scarce = 2 * usage.ratio() / allowed - 1;
      deliveryBatch.fill(Duration.ofMillis((long) (scarce * LONGEST_FILL.toMillis())));
    }
  }

  public Optional<Usage> latest() {
    return Optional.ofNullable(latest.get());
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("aftercall.salesforce.api.used.ratio", this, ApiQuota::ratio)
        .description("API calls of the last 24 hours, used of allowed")
        .register(registry);
  }

  private double ratio() {
    return latest().map(Usage::ratio).orElse(Double.NaN);
  }
}
