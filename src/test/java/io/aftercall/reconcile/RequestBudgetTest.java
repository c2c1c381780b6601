package io.aftercall.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private final TestClock clock = new TestClock();
  private final RequestBudget requestBudget = new RequestBudget(100, clock);

  private int takeAll() {
    int taken = 0;
    while (requestBudget.take().isZero()) {
      taken++;
    }
    return taken;
  }

  @Test
  void twentyInTenSecondsAndAHundredInAMinute() {
    assertThat(takeAll()).isEqualTo(20);
    assertThat(requestBudget.take()).isEqualTo(Duration.ofSeconds(10));

    int taken = 20;
    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofSeconds(10));
      taken += takeAll();
    }
    assertThat(taken).as("within the first minute").isEqualTo(100);
    assertThat(requestBudget.take()).isEqualTo(Duration.ofSeconds(10));

    clock.pass(Duration.ofSeconds(10));
    assertThat(takeAll()).isEqualTo(20);
  }

  @Test
  void thePlatformsOwnWordComesFirst() {
    requestBudget.close(Duration.ofSeconds(37));
    assertThat(requestBudget.take()).isEqualTo(Duration.ofSeconds(37));

    clock.pass(Duration.ofSeconds(37));
    assertThat(requestBudget.take()).isZero();
  }

  @Test
  void aClockThatIsSetBackDoesNotCloseIt() {
    takeAll();
    clock.pass(Duration.ofHours(-1));
    assertThat(requestBudget.take()).isZero();
  }
}
