package aftercall.salesforce;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the org's API calls of the last 24 hours is used, as each answer tells in {@code
 * Sforce-Limit-Info: api-usage=18/5000}. The metric is {@code aftercall_salesforce_api_used_ratio};
 * it is not a number until the first answer.
 */
public final class ApiQuota implements MeterBinder {
  static final String HEADER = "Sforce-Limit-Info";

  private static final Pattern USAGE =
      Pattern.compile("(?:^|[;,\\s])api-usage=(\\d{1,15})/(\\d{1,15})");

  private final AtomicReference<Usage> latest = new AtomicReference<>();

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
      }
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
