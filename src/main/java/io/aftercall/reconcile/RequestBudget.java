package io.aftercall.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often one platform may be asked: so many requests in any minute, a fifth of them in any ten
 * seconds, and none while the platform itself wants to be left alone.
 */
final class RequestBudget {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final int perMinute;
  private final int burst;
  private final InstantSource clock;
  private final Deque<Instant> spent = new ArrayDeque<>();
  private Instant closedUntil = Instant.MIN;

  RequestBudget(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.burst = Math.max(1, perMinute / 5);
    this.clock = clock;
  }

  /** Takes one request: zero, or how long to wait when there is none to take now. */
  synchronized Duration take() {
    Instant now = clock.instant();
    if (closedUntil.isAfter(now)) {
      return Duration.between(now, closedUntil);
    }
    // Those of the future were taken before the clock was set back.
    spent.removeIf(at -> !at.isAfter(now.minus(LONG)) || at.isAfter(now));
    Instant free = later(freeAfter(perMinute, LONG), freeAfter(burst, SHORT));
    if (free.isAfter(now)) {
      return Duration.between(now, free);
    }
    spent.addLast(now);
    return Duration.ZERO;
  }

  /** The platform said so itself. */
  synchronized void close(Duration wait) {
    closedUntil = later(closedUntil, clock.instant().plus(wait));
  }

  private Instant freeAfter(int most, Duration window) {
    if (spent.size() < most) {
      return Instant.MIN;
    }
    int oldest = spent.size() - most;
    return spent.stream().skip(oldest).findFirst().orElseThrow().plus(window);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
