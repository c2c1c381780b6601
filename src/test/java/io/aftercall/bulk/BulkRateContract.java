package io.aftercall.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.bulk.BulkJob.State;
import io.aftercall.journal.NewWebhook;
import io.aftercall.outbox.DeliveryState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An order when clocks are set back and leases run out. */
abstract class BulkRateContract extends BulkFixture {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void whatFailedByALaterClockIsHelpedAsIsCounted() {
    ended(2, DeliveryState.FAILED);
    ended(1, DeliveryState.REJECTED);
    clock.pass(HOUR.negated());

    BulkJob done = orders.give(BulkAction.RETRY, in("failed", "rejected"), WISH);

    assertThat(done.total()).isEqualTo(3);
    assertThat(done.changed()).isEqualTo(3);
    assertThat(count(DeliveryState.PENDING)).isEqualTo(3);
  }

  @Test
  void callsOfALaterClockAreRoutedAgain() {
    byte[] bytes = "no JSON".getBytes(StandardCharsets.UTF_8);
    journal.append(new NewWebhook("famulor", null, null, "h", null, bytes, "not JSON"));
    clock.pass(HOUR.negated());
    assertThat(orders.give(BulkAction.REPLAY, in("quarantined"), WISH).changed()).isEqualTo(1);
  }

  @Test
  void anOrderWithARateGoesOnWhenTheClockIsSetBack() {
    ended(3, DeliveryState.FAILED);
    BulkJob given =
        orders.give(
            BulkAction.RETRY, in("failed"), new BulkJobs.BulkRequest("anna", "careful", 1.0));
    worker.step();
    clock.pass(HOUR.negated());
    for (int i = 0; i < 3; i++) {
      clock.pass(Duration.ofSeconds(1));
      steady.addAndGet(Duration.ofSeconds(1).toNanos());
      worker.step();
    }
    assertThat(now(given).state()).isEqualTo(State.DONE);
    assertThat(now(given).changed()).isEqualTo(3);
  }

  @Test
  void whatNobodyHoldsAnyMoreIsDiscarded() {
    add(2, "new");
    claim(1);
    assertThat(orders.count(BulkAction.DISCARD, in("sending"))).isZero();
    clock.pass(LEASE);
    assertThat(BulkAction.DISCARD.usual()).contains("sending");
    assertThat(BulkAction.DISCARD.fits("sending")).isTrue();

    BulkJob done = orders.give(BulkAction.DISCARD, in("pending", "sending"), WISH);

    assertThat(done.changed()).isEqualTo(2);
    assertThat(count(DeliveryState.DISCARDED)).isEqualTo(2);
  }
}
