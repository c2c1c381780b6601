package io.aftercall.webhook;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that holds one second's worth, kept as the moment at which it will be full again:
 * one number, changed without a lock.
 */
final class RateLimit {
  private static final long SECOND = 1_000_000_000L;

  private final long interval;
  private final AtomicLong fullAgain = new AtomicLong();

  /**
   * @param perSecond webhooks per second, and at once after a second of silence
   */
  RateLimit(int perSecond) {
    interval = SECOND / perSecond;
  }

  /**
   * Takes one.
   *
   * @param now nanoseconds of any clock
   * @return 0, or the nanoseconds to wait when there was none to take
   */
  long take(long now) {
    while (true) {
      long full = fullAgain.get();
      // Further away than the bucket is deep only after the clock was set back.
      long from = full < now || full - now > SECOND ? now : full;
      long wait = from + interval - now - SECOND;
      if (wait > 0) {
        return wait;
      }
      if (fullAgain.compareAndSet(full, from + interval)) {
        return 0;
      }
    }
  }
}
