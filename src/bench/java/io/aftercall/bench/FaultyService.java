package io.aftercall.bench;

import io.aftercall.ServiceApplication;
import io.aftercall.store.DatabaseClock;
import io.aftercall.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The same product with a clock that is wrong, or that fails with an Error once on every thread
 * that asks it: each worker loop does, in the middle of its work.
 *
 * <p>System properties: {@link #DAYS_AHEAD}, and {@link #ERRORS}, a file whose every change has all
 * threads fail once more.
 */
public final class FaultyService {
  static final String DAYS_AHEAD = "aftercall.bench.days-ahead";
  static final String ERRORS = "aftercall.bench.errors";

  private FaultyService() {}

  public static void main(String[] args) {
    SpringApplication.run(new Class<?>[] {ServiceApplication.class, Faults.class}, args);
  }

  /** No annotation, or the product itself would find and use it. */
  static class Faults {
    @Bean
    @Primary
    InstantSource faultyClock(StoreSettings settings) {
      Duration ahead = Duration.ofDays(Integer.getInteger(DAYS_AHEAD, 0));
      return new FaultyClock(
          DatabaseClock.of(settings, () -> Instant.now().plus(ahead)),
          Path.of(System.getProperty(ERRORS, "no-errors")));
    }
  }

  private static final class FaultyClock implements InstantSource {
    private static final long LOOK_NANOS = 50_000_000;

    private final InstantSource clock;
    private final Path errors;
    private final Map<String, Long> failedFor = new ConcurrentHashMap<>();
    private volatile long lookedAt;
    private volatile long changed;

    FaultyClock(InstantSource clock, Path errors) {
      this.clock = clock;
      this.errors = errors;
    }

    @Override
    public Instant instant() {
      String thread = Thread.currentThread().getName();
      long now = changed();
      if (now != 0 && isWorker(thread) && !Long.valueOf(now).equals(failedFor.put(thread, now))) {
        throw new OutOfMemoryError("injected into " + thread);
      }
      return clock.instant();
    }

    private static boolean isWorker(String thread) {
      return thread.matches(
          "(deliver|decide|retention|bulk|orders|config-watch|pulse|aftercall-writer).*");
    }

    private long changed() {
      long now = System.nanoTime();
      if (now - lookedAt > LOOK_NANOS) {
        lookedAt = now;
        try {
          changed = Files.exists(errors) ? Files.getLastModifiedTime(errors).toMillis() : 0;
        } catch (IOException e) {
          // The next look tells.
        }
      }
      return changed;
    }
  }
}
