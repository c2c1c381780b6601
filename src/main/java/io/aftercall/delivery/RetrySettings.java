package io.aftercall.delivery;

import java.time.Duration;

/**
 * When a failed delivery is tried again and when we stop trying.
 *
 * @param firstDelay wait after the first failure; doubles with each further one
 * @param maxDelay the doubling ends here
 * @param giveUpAfter how long a delivery may wait between its tries, all in all, until it is failed
 * @param attempts most attempts, or 0 for no other limit
 */
public record RetrySettings(
    Duration firstDelay, Duration maxDelay, Duration giveUpAfter, int attempts) {
  public static final RetrySettings DEFAULT =
      new RetrySettings(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(72), 0);
}
