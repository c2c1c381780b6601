package aftercall.upkeep;

import aftercall.delivery.Checkup;
import aftercall.delivery.Loop;
import aftercall.delivery.Signal;
import aftercall.store.StoreUnavailable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Has the retention turn, counts what it does, and tells when it last got through. */
final class RetentionDesk implements AutoCloseable, Checkup {
  private final Retention retention;
  private final Loop loop;

  RetentionDesk(Retention retention, MeterRegistry registry) {
    this.retention = retention;
    for (Expiry expiry : Expiry.values()) {
      FunctionCounter.builder("aftercall.retention.removed", retention, r -> r.removed(expiry))
          .description("What was kept for long enough and is gone: bodies, tries, calls")
          .tag("class", expiry.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("aftercall.retention.last.round.seconds", retention, RetentionDesk::lastRound)
        .description("When the last round ended, as Unix time; of several nodes take the maximum")
        .register(registry);
    loop = Loop.start("retention", new Signal(), retention::step);
  }

  private static double lastRound(Retention retention) {
    Instant last = retention.lastRound();
    return last == null ? 0 : last.toEpochMilli() / 1000.0;
  }

  @Override
  public Finding examine() {
    String kept =
        "bytes %s, tries %s, calls %s"
            .formatted(days(Expiry.RAW), days(Expiry.ATTEMPTS), days(Expiry.ACCOUNT));
    Instant last = retention.lastRound();
    return Finding.good(
        "retention",
        kept
            + (last == null
                ? "; no round has ended on this node yet, or another node does it"
                : "; last round at " + last.truncatedTo(ChronoUnit.SECONDS)));
  }

  private String days(Expiry expiry) {
    Duration kept = retention.kept(expiry);
    return kept.toHours() % 24 == 0 ? kept.toDays() + " days" : kept.toHours() + " hours";
  }

  @Override
  public void close() {
    loop.close();
    try {
      retention.stop();
    } catch (StoreUnavailable away) {
      // The term ends by itself.
    }
  }
}
