package io.aftercall.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses passwords: after five attempts every further one costs twice the wait
 * of the one before, up to a minute. Counted for the address and for the name, each on its own, and
 * before the password is checked, so that many at once are no way round. A minute, not a day, for
 * behind a proxy everybody has the same address and nobody may lock the others out.
 */
final class LoginAttempts {
  private static final int FREE = 5;
  private static final int LONGEST_SECONDS = 60;
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);
  private static final int MOST = 10_000;

  private record Counted(int count, Instant last) {}

  /** Keeps the latest, so that nobody fills the memory with made-up names. */
  private static final class Latest extends LinkedHashMap<String, Counted> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Counted> eldest) {
      return size() > MOST;
    }
  }

  private final InstantSource clock;
  private final Map<String, Counted> byAddress = new Latest();
  private final Map<String, Counted> byName = new Latest();

  LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts one attempt, unless somebody has to wait first.
   *
   * @return how long to wait; zero when the password may be checked
   */
  synchronized Duration begin(String address, String name) {
    Duration ofAddress = left(byAddress.get(address));
    Duration ofName = left(byName.get(name));
    Duration longer = ofAddress.compareTo(ofName) > 0 ? ofAddress : ofName;
    if (longer.isZero()) {
      count(byAddress, address);
      count(byName, name);
    }
    return longer;
  }

  /** Takes back the one attempt that was right. The wrong ones before it stay counted. */
  synchronized void succeeded(String address, String name) {
    takeBack(byAddress, address);
    takeBack(byName, name);
  }

  private Duration left(Counted before) {
    if (before == null || before.count() < FREE) {
      return Duration.ZERO;
    }
    int doublings = Math.min(before.count() - FREE, 6);
    Duration pause = Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << doublings));
    Duration left = Duration.between(clock.instant(), before.last().plus(pause));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void count(Map<String, Counted> counts, String key) {
    Instant now = clock.instant();
    Counted before = counts.remove(key);
    boolean again = before != null && now.isBefore(before.last().plus(FORGOTTEN));
    counts.put(key, new Counted(again ? before.count() + 1 : 1, now));
  }

  private static void takeBack(Map<String, Counted> counts, String key) {
    counts.computeIfPresent(
        key,
        (same, counted) ->
            counted.count() == 1 ? null : new Counted(counted.count() - 1, counted.last()));
  }
}
