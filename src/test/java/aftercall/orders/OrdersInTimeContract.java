package aftercall.orders;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.journal.Arrival;
import aftercall.orders.BulkOrder.State;
import aftercall.outbox.DeliveryState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An order when clocks are set back and loans run out. */
abstract class OrdersInTimeContract extends OrdersFixture {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void whatFailedByALaterClockIsHelpedAsIsCounted() {
    ended(2, DeliveryState.DEAD);
    ended(1, DeliveryState.REFUSED);
    clock.pass(HOUR.negated());

    BulkOrder done = orders.give(Remedy.RETRY, in("dead", "refused"), WISH);

    assertThat(done.total()).isEqualTo(3);
    assertThat(done.changed()).isEqualTo(3);
    assertThat(count(DeliveryState.PENDING)).isEqualTo(3);
  }

  @Test
  void callsOfALaterClockAreRoutedAgain() {
    byte[] bytes = "no JSON".getBytes(StandardCharsets.UTF_8);
    journal.append(new Arrival("famulor", null, null, "h", null, bytes, "not JSON"));
    clock.pass(HOUR.negated());
    assertThat(orders.give(Remedy.REPLAY, in("quarantined"), WISH).changed()).isEqualTo(1);
  }

  @Test
  void anOrderWithARateGoesOnWhenTheClockIsSetBack() {
    ended(3, DeliveryState.DEAD);
    BulkOrder given =
        orders.give(Remedy.RETRY, in("dead"), new BulkOrders.Wish("anna", "careful", 1.0));
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
    assertThat(orders.count(Remedy.DISCARD, in("sending"))).isZero();
    clock.pass(LEASE);
    assertThat(Remedy.DISCARD.usual()).contains("sending");
    assertThat(Remedy.DISCARD.fits("sending")).isTrue();

    BulkOrder done = orders.give(Remedy.DISCARD, in("pending", "sending"), WISH);

    assertThat(done.changed()).isEqualTo(2);
    assertThat(count(DeliveryState.DISCARDED)).isEqualTo(2);
  }
}
