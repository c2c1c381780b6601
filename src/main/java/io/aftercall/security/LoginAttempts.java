package io.aftercall.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses passwords: after five wrong ones every further one costs twice the
 * wait of the one before, up to a minute. A minute, not a day, for behind a proxy everybody has the
 * same address and nobody may lock the others out.
 */
final class LoginAttempts {
  private static final int FREE = 5;
  private static final int LONGEST_SECONDS = 60;
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);
  private static final int MOST = 10_000;

  private record Wrong(int count, Instant last) {}

  private final InstantSource clock;
  private final Map<String, Wrong> wrong =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
          return size() > MOST;
        }
      };

  LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /** How long this address has to wait; zero when it may try. */
  synchronized Duration wait(String address) {
    Wrong before = wrong.get(address);
    if (before == null || before.count() < FREE) {
      return Duration.ZERO;
    }
    int doublings = Math.min(before.count() - FREE, 6);
    Duration pause = Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << doublings));
    Duration left = Duration.between(clock.instant(), before.last().plus(pause));
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized void failed(String address) {
    Instant now = clock.instant();
    Wrong before = wrong.remove(address);
    boolean again = before != null && now.isBefore(before.last().plus(FORGOTTEN));
    wrong.put(address, new Wrong(again ? before.count() + 1 : 1, now));
  }

  synchronized void succeeded(String address) {
    wrong.remove(address);
  }
}
