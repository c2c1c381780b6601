package io.aftercall.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when somebody sets the clock back, by a second clock that nobody can set, and moves what
 * was due by the old time. A clock that is set ahead needs nothing: what is due early goes early,
 * and a lease that ends early is guarded by its token.
 */
public final class ClockShiftDetector {
  private static final Logger LOG = LoggerFactory.getLogger(ClockShiftDetector.class);

  /** Smaller steps are the daily work of time synchronisation. */
  private static final Duration NOTICED = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final LongSupplier steady;
  private Instant lastWall;
  private long lastSteady;

  /**
   * @param steady nanoseconds that only go forward
   */
  public ClockShiftDetector(InstantSource clock, LongSupplier steady) {
    this.clock = clock;
    this.steady = steady;
    lastWall = clock.instant();
    lastSteady = steady.getAsLong();
  }

  /** To be called again and again; by how much the clock was set back since, or zero. */
  public Duration check() {
    Instant wall = clock.instant();
    long now = steady.getAsLong();
    Duration back = Duration.between(wall, lastWall.plusNanos(now - lastSteady));
    lastWall = wall;
    lastSteady = now;
    return back.compareTo(NOTICED) > 0 ? back : Duration.ZERO;
  }

  /**
   * Checks, and moves what a step back would have delayed; true when there was one.
   *
   * @param shiftDueTimes moves due times back by that much and returns how many it moved
   */
  public boolean repair(ToIntFunction<Duration> shiftDueTimes) {
    Duration back = check();
    if (back.isZero()) {
      return false;
    }
    int moved = shiftDueTimes.applyAsInt(back);
    LOG.warn("clock.set_back seconds={} moved={}", back.toSeconds(), moved);
    return true;
  }
}
