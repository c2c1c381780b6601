package io.aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Outcome.Retry LATER = Outcome.Retry.because("busy");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofHours(24);

  private static RetryPolicy retries(int attempts) {
    return new RetryPolicy(new RetrySettings(SECOND, HOUR, DAY, attempts), new Random(1));
  }

  @Test
  void eachWaitIsAboutTwiceTheOneBeforeUpToTheLongest() {
    for (int attempt = 1; attempt < 60; attempt++) {
      Duration most = SECOND.multipliedBy(1L << Math.min(attempt - 1, 12));
      Duration bound = most.compareTo(HOUR) < 0 ? most : HOUR;
      assertThat(retries(0).next(Duration.ZERO, attempt, LATER).orElseThrow())
          .isBetween(bound.dividedBy(2), bound);
    }
  }

  @Test
  void itGivesUpWhenItHasWaitedLongEnoughAndTriesOnceMoreAtTheEnd() {
    assertThat(retries(0).next(DAY.minusMinutes(1), 50, LATER)).contains(Duration.ofMinutes(1));
    assertThat(retries(0).next(DAY, 51, LATER)).isEmpty();
  }

  @Test
  void itGivesUpAfterSoManyTries() {
    assertThat(retries(3).next(Duration.ZERO, 2, LATER)).isPresent();
    assertThat(retries(3).next(Duration.ZERO, 3, LATER)).isEmpty();
  }

  @Test
  void theDestinationsOwnWishCountsWhenItIsLongerUpToADay() {
    RetryPolicy patient =
        new RetryPolicy(new RetrySettings(SECOND, HOUR, DAY.multipliedBy(3), 0), new Random(1));
    Optional<Duration> wished =
        patient.next(Duration.ZERO, 1, new Outcome.Retry(Duration.ofMinutes(9), "busy"));
    assertThat(wished).contains(Duration.ofMinutes(9));
    assertThat(patient.next(Duration.ZERO, 1, new Outcome.Retry(DAY.multipliedBy(2), "busy")))
        .contains(DAY);
  }
}
