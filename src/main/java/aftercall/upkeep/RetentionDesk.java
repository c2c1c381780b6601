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
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Has the retention turn, counts what it does, and tells when it last got through. */
final class RetentionDesk implements AutoCloseable, Checkup {
  private final Retention retention;
  private final FileRetention files;
  private final List<Loop> loops;

  RetentionDesk(Retention retention, FileRetention files, MeterRegistry registry) {
    this.retention = retention;
    this.files = files;
    for (Expiry expiry : Expiry.values()) {
      String what = expiry.name().toLowerCase(Locale.ROOT);
      removed(what, desk -> desk.retention.removed(expiry), registry);
    }
    removed("recordings", desk -> desk.files.removed(), registry);
    Gauge.builder("aftercall.retention.last.round.seconds", retention, RetentionDesk::lastRound)
        .description("When the last round ended, as Unix time; of several nodes take the maximum")
        .register(registry);
    loops =
        List.of(
            Loop.start("retention", new Signal(), retention::step),
            Loop.start("file-retention", new Signal(), files::step));
  }

  /** Counted on this desk, for a registry keeps no object alive that it counts. */
  private void removed(String what, ToDoubleFunction<RetentionDesk> count, MeterRegistry registry) {
    FunctionCounter.builder("aftercall.retention.removed", this, count)
        .description("What was kept for long enough and is gone: bodies, tries, calls, files")
        .tag("class", what)
        .register(registry);
  }

  private static double lastRound(Retention retention) {
    Instant last = retention.lastRound();
    return last == null ? 0 : last.toEpochMilli() / 1000.0;
  }

  @Override
  public Finding examine() {
    String kept =
        "bytes %s, tries %s, calls %s, recordings %s"
            .formatted(
                days(retention.kept(Expiry.RAW)),
                days(retention.kept(Expiry.ATTEMPTS)),
                days(retention.kept(Expiry.ACCOUNT)),
                days(files.kept()));
    if (files.isFailing()) {
      return Finding.bad(
          "retention",
          kept
              + "; some archived recordings stay: the service must be able to delete in the"
              + " archive's folder");
    }
    Instant last = retention.lastRound();
    return Finding.good(
        "retention",
        kept
            + (last == null
                ? "; no round has ended on this node yet, or another node does it"
                : "; last round at " + last.truncatedTo(ChronoUnit.SECONDS)));
  }

  private static String days(Duration kept) {
    return kept.toHours() % 24 == 0 ? kept.toDays() + " days" : kept.toHours() + " hours";
  }

  @Override
  public void close() {
    Loop.close(loops, Loop.STOP_LIMIT);
    try {
      retention.stop();
    } catch (StoreUnavailable away) {
      // The term ends by itself.
    }
  }
}
