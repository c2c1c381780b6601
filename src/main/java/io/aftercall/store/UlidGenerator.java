package io.aftercall.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time-ordered names for rows: 26 characters, the first ten the time in milliseconds, then 80 bits
 * that are random once per millisecond and count up within it. Ever rising on one node, also when
 * the clock steps back.
 *
 * @see <a href="https://github.com/ulid/spec">ULID</a>
 */
public final class UlidGenerator {
  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int TIME_CHARS = 10;
  private static final int LENGTH = 26;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private long lastMillis = -1;
  private long high;
  private long low;

  public UlidGenerator(InstantSource clock) {
    this.clock = clock;
  }

  public synchronized String next() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      high = random.nextInt(1 << 16);
      low = random.nextLong();
    } else if (++low == 0 && ++high == 1 << 16) {
      lastMillis++;
      high = 0;
    }
    return text(lastMillis, high, low);
  }

  /** Smaller than every name given at that time or later, greater than all before. */
  public static String floor(Instant time) {
    return text(Math.max(0, time.toEpochMilli()), 0, 0);
  }

  private static String text(long millis, long high, long low) {
    char[] text = new char[LENGTH];
    for (int i = TIME_CHARS - 1; i >= 0; i--, millis >>>= 5) {
      text[i] = ALPHABET[(int) (millis & 31)];
    }
    for (int i = LENGTH - 1; i >= TIME_CHARS; i--) {
      text[i] = ALPHABET[(int) (low & 31)];
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return new String(text);
  }
}
