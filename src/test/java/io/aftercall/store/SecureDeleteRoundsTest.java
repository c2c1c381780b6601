package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Turned by hand; its own thread comes once a second at most and changes nothing here. */
class SecureDeleteRoundsTest {
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicBoolean reader = new AtomicBoolean(true);
  private final AtomicLong size = new AtomicLong();
  private final TestClock clock = new TestClock();

  private SecureDeleteRounds cleaning() {
    return new SecureDeleteRounds(
        () -> {
          tries.incrementAndGet();
          return !reader.get();
        },
        size::get,
        clock);
  }

  @Test
  void aLogThatALongReaderLetGrowIsCutAsSoonAsItCan() {
    try (SecureDeleteRounds secureDeleteRounds = cleaning()) {
      secureDeleteRounds.step();
      assertThat(tries).as("a short log is left alone").hasValue(0);
      size.set(SecureDeleteRounds.LARGE_LOG);
      secureDeleteRounds.step();
      secureDeleteRounds.step();
      assertThat(tries.get()).as("tried again").isGreaterThanOrEqualTo(2);
      reader.set(false);
      secureDeleteRounds.step();
      size.set(0);
      int before = tries.get();
      secureDeleteRounds.step();
      assertThat(tries).hasValue(before);
    }
  }

  @Test
  void whatWasAskedForWaitsUntilItIsDoneAndIsToldThen() {
    AtomicInteger told = new AtomicInteger();
    try (SecureDeleteRounds secureDeleteRounds = cleaning()) {
      secureDeleteRounds.follow(() -> told::incrementAndGet);
      secureDeleteRounds.request();
      secureDeleteRounds.step();
      assertThat(secureDeleteRounds.waitsSince()).hasValue(clock.instant());
      assertThat(told).hasValue(0);
      reader.set(false);
      secureDeleteRounds.step();
      assertThat(secureDeleteRounds.waitsSince()).isEmpty();
      assertThat(told).hasValue(1);
    }
  }
}
