package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** On a machine whose clock is wrong the time is that of the shared database. */
class DatabaseClockTest {
  private static final Duration YEAR = Duration.ofDays(400);

  private final AtomicReference<Duration> wrong = new AtomicReference<>(YEAR);
  private final InstantSource machine = () -> Instant.now().plus(wrong.get());

  @Test
  void isTheDatabasesTime() {
    try (DatabaseClock clock = shared()) {
      assertThat(clock.instant()).isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS));
      assertThat(clock.ahead()).isCloseTo(YEAR, Duration.ofSeconds(2));
    }
  }

  @Test
  void aJumpOfTheMachinesClockChangesNothing() throws InterruptedException {
    try (DatabaseClock clock = shared()) {
      wrong.set(Duration.ofDays(-30));

      assertThat(clock.instant()).isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS));
      Instant end = Instant.now().plusSeconds(8);
      while (!clock.ahead().isNegative() && Instant.now().isBefore(end)) {
        clock.instant();
        Thread.sleep(20);
      }
      assertThat(clock.ahead()).as("looked again").isNegative();
    }
  }

  @Test
  void withoutAnAnswerTheMachinesClockIsUsed() {
    StoreSettings nobody = StoreSettings.of("jdbc:postgresql://127.0.0.1:1/none");
    try (DatabaseClock clock = (DatabaseClock) DatabaseClock.of(nobody, machine)) {
      assertThat(clock.instant())
          .isCloseTo(Instant.now().plus(YEAR), within(2, ChronoUnit.SECONDS));
    }
  }

  @Test
  void anEmbeddedDatabaseHasTheMachinesClock() {
    assertThat(DatabaseClock.of(StoreSettings.of(null), machine)).isSameAs(machine);
  }

  private DatabaseClock shared() {
    return (DatabaseClock) DatabaseClock.of(Databases.postgres(), machine);
  }
}
