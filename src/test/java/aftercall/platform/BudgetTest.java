package aftercall.platform;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final TestClock clock = new TestClock();
  private final Budget budget = new Budget(100, clock);

  private int takeAll() {
    int taken = 0;
    while (budget.take().isZero()) {
      taken++;
    }
    return taken;
  }

  @Test
  void twentyInTenSecondsAndAHundredInAMinute() {
    assertThat(takeAll()).isEqualTo(20);
    assertThat(budget.take()).isEqualTo(Duration.ofSeconds(10));

    int taken = 20;
    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofSeconds(10));
      taken += takeAll();
    }
    assertThat(taken).as("within the first minute").isEqualTo(100);
    assertThat(budget.take()).isEqualTo(Duration.ofSeconds(10));

    clock.pass(Duration.ofSeconds(10));
    assertThat(takeAll()).isEqualTo(20);
  }

  @Test
  void thePlatformsOwnWordComesFirst() {
    budget.close(Duration.ofSeconds(37));
    assertThat(budget.take()).isEqualTo(Duration.ofSeconds(37));

    clock.pass(Duration.ofSeconds(37));
    assertThat(budget.take()).isZero();
  }

  @Test
  void aClockThatIsSetBackDoesNotCloseIt() {
    takeAll();
    clock.pass(Duration.ofHours(-1));
    assertThat(budget.take()).isZero();
  }
}
