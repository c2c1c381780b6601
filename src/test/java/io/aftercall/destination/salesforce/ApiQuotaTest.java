package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.store.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiQuotaTest {
  private final TestClock clock = new TestClock();
  private final ApiQuota quota = new ApiQuota(10, clock);

  private Outcome rationed(int least) {
    DeliveryBatch deliveryBatch =
        new DeliveryBatch("lead", List.of(new DeliveryItem("e.lead.1", "p", 1)));
    quota.applyApiQuota(deliveryBatch, least);
    return deliveryBatch.items().get(0).outcome();
  }

  @ParameterizedTest
  @CsvSource({
    "api-usage=0/1000, 0, false",
    "api-usage=899/1000, 0, false",
    "api-usage=900/1000, 0, true",
    "api-usage=1000/1000, 0, true",
    "api-usage=740/1000, 25, false",
    "api-usage=750/1000, 25, true",
    "api-usage=850/1000, 5, false",
    "api-usage=18/0, 0, false",
    "nonsense, 0, false"
  })
  void whatIsReservedIsLeftAndLowValueWaitsFirst(String header, int least, boolean stopped) {
    quota.note(header);
    assertThat(rationed(least) instanceof Outcome.Paused).isEqualTo(stopped);
  }

  @Test
  void nothingIsRationedBeforeTheFirstAnswer() {
    assertThat(rationed(0)).isNull();
  }

  @Test
  void theProbeIsLetThroughAndItsAnswerOpensAgain() {
    quota.note("api-usage=950/1000");
    Outcome.Paused paused = (Outcome.Paused) rationed(0);
    assertThat(paused.reason()).contains("950 of 1000");
    clock.pass(paused.probeInterval());
    assertThat(rationed(0)).as("somebody must ask").isNull();
    quota.note("api-usage=951/1000");
    assertThat(rationed(0)).isInstanceOf(Outcome.Paused.class);
    clock.pass(Duration.ofMinutes(10));
    quota.note("api-usage=10/1000");
    assertThat(rationed(0)).isNull();
  }
}
