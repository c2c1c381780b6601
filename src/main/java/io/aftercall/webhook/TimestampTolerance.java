package io.aftercall.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Whether a signed message is of now. */
record TimestampTolerance(InstantSource clock, Duration tolerance) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");

  /**
   * @param seconds since 1970, as the sender wrote them; anything else is not fresh
   */
  boolean of(String seconds) {
    return SECONDS.matcher(seconds).matches()
        && Math.abs(clock.millis() - Long.parseLong(seconds) * 1000) <= tolerance.toMillis();
  }
}
