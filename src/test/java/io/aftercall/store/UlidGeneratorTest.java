package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UlidGeneratorTest {
  private final TestClock clock = new TestClock();
  private final UlidGenerator ulidGenerator = new UlidGenerator(clock);

  @Test
  void everRisingAlsoWhenTheClockStepsBack() {
    Set<String> seen = new HashSet<>();
    String last = "";
    for (int i = 0; i < 10_000; i++) {
      if (i == 5_000) {
        clock.pass(Duration.ofMinutes(-5));
      }
      String next = ulidGenerator.next();
      assertThat(next).hasSize(26).isGreaterThan(last);
      seen.add(next);
      last = next;
    }
    assertThat(seen).hasSize(10_000);
  }

  @Test
  void theFloorOfATimeStandsBetweenBeforeAndAfter() {
    String before = ulidGenerator.next();
    clock.pass(Duration.ofMillis(1));
    String floor = UlidGenerator.floor(clock.instant());
    assertThat(floor).isGreaterThan(before).isLessThan(ulidGenerator.next());
  }
}
