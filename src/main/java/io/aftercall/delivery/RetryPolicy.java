package io.aftercall.delivery;

import io.aftercall.destination.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The one place that knows the schedule: what an outcome means for a delivery's next state and
 * time.
 */
final class RetryPolicy {
  /** No destination may send us away for longer than this by its Retry-After. */
  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  private final RetrySettings rules;
  private final RandomGenerator random;

  RetryPolicy(RetrySettings rules, RandomGenerator random) {
    this.rules = rules;
    this.random = random;
  }

  /**
   * How long to wait for the next attempt; empty when the one just made was the last.
   *
   * @param waited between the attempts so far; not while the destination was paused, or a backlog
   *     of three days would be given up as soon as it moves again
   * @param attempt counts the one just made
   */
  Optional<Duration> next(Duration waited, int attempt, Outcome.Retry outcome) {
    Duration left = rules.giveUpAfter().minus(waited);
    boolean spent = rules.attempts() > 0 && attempt >= rules.attempts();
    if (spent || left.isNegative() || left.isZero()) {
      return Optional.empty();
    }
    Duration delay = delay(attempt, outcome.after());
    return Optional.of(delay.compareTo(left) < 0 ? delay : left);
  }

  /**
   * Exponential with jitter in [50 %, 100 %], so that a thousand that failed together do not come
   * back together.
   */
  private Duration delay(int attempt, Duration wish) {
    double doubled = rules.firstDelay().toMillis() * Math.pow(2, Math.min(attempt - 1, 40));
    double capped = Math.min(doubled, (double) rules.maxDelay().toMillis());
    Duration backoff = Duration.ofMillis((long) (capped * random.nextDouble(0.5, 1.0)));
    if (wish == null || wish.compareTo(backoff) < 0) {
      return backoff;
    }
    return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
  }
}
