package io.aftercall.privacy;

import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.destination.HealthCheck;
import io.aftercall.store.StoreUnavailableException;
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
public final class RetentionService implements AutoCloseable, HealthCheck {
  private final Retention retention;
  private final FileRetention files;
  private final List<WorkerLoop> workerLoops;

  public RetentionService(
      Retention retention, FileRetention files, MeterRegistry registry, WorkerRegistry workers) {
    this.retention = retention;
    this.files = files;
    for (RetentionClass retentionClass : RetentionClass.values()) {
      String what = retentionClass.name().toLowerCase(Locale.ROOT);
      removed(what, desk -> desk.retention.removed(retentionClass), registry);
    }
    removed("recordings", desk -> desk.files.removed(), registry);
    Gauge.builder("aftercall.retention.last.round.seconds", retention, RetentionService::lastRound)
        .description("When the last round ended, as Unix time; of several nodes take the maximum")
        .register(registry);
    workerLoops =
        List.of(
            workers.start("retention", new WakeUp(), retention::step),
            workers.start("file-retention", new WakeUp(), files::step));
  }

  /** Counted on this desk, for a registry keeps no object alive that it counts. */
  private void removed(
      String what, ToDoubleFunction<RetentionService> count, MeterRegistry registry) {
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
                days(retention.kept(RetentionClass.BODIES)),
                days(retention.kept(RetentionClass.ATTEMPTS)),
                days(retention.kept(RetentionClass.CALLS)),
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
    WorkerLoop.close(workerLoops, WorkerLoop.STOP_LIMIT);
    try {
      retention.stop();
    } catch (StoreUnavailableException away) {
      // The term ends by itself.
    }
  }
}
