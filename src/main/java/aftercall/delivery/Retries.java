package aftercall.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The one place that knows the schedule: what an outcome means for a delivery's next state and
 * time.
 */
final class Retries {
  /** No destination may send us away for longer than this by its Retry-After. */
  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  private final RetryRules rules;
  private final RandomGenerator random;

  Retries(RetryRules rules, RandomGenerator random) {
    this.rules = rules;
    this.random = random;
  }

  /**
   * Time of the next attempt, or null when this was the last. {@code attempt} counts the one just
   * made.
   */
  Instant next(Instant createdAt, int attempt, Outcome.TryLater outcome, Instant now) {
    Instant giveUp = createdAt.plus(rules.giveUpAfter());
    boolean spent = rules.attempts() > 0 && attempt >= rules.attempts();
    if (spent || !now.isBefore(giveUp)) {
      return null;
    }
    Instant next = now.plus(delay(attempt, outcome.after()));
    return next.isAfter(giveUp) ? giveUp : next;
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
