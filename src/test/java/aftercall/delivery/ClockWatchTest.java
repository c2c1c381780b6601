package aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.outbox.DeliveryState;
import aftercall.outbox.Pauses;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest extends WorkerStage {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong steady = new AtomicLong();
  private final ClockWatch watch = new ClockWatch(clock, steady::get);

  private void both(Duration time) {
    clock.pass(time);
    steady.addAndGet(time.toNanos());
  }

  @Test
  void onlyAStepBackIsNoticedAndOnlyOnce() {
    both(Duration.ofMinutes(5));
    assertThat(watch.look()).isZero();
    clock.pass(HOUR);
    assertThat(watch.look()).as("ahead").isZero();
    both(Duration.ofSeconds(1));
    clock.pass(HOUR.negated());
    assertThat(watch.look()).isEqualTo(HOUR);
    assertThat(watch.look()).isZero();
    both(HOUR);
    assertThat(watch.look()).isZero();
  }

  @Test
  void whatCameWhileTheClockWasAheadGoesWhenItIsRight() {
    clock.pass(HOUR);
    watch.look();
    add(3);
    new Pauses(store, clock).pause("mail", "away", clock.instant().plus(PROBE));
    outbox.claim(new aftercall.outbox.ClaimRequest("crm", 1, LEASE, "node-1"));
    clock.pass(HOUR.negated());

    assertThat(watch.repair(outbox, new Pauses(store, clock), "node-1")).isTrue();

    turn(worker(5, false, parcel -> parcel.settle(Outcome.Delivered.as("1"))), 2);
    assertThat(sent).hasSize(2);
    assertThat(new Pauses(store, clock).all().get("mail").until())
        .isBeforeOrEqualTo(clock.instant().plus(PROBE));
    clock.pass(LEASE);
    turn(worker(5, false, parcel -> parcel.settle(Outcome.Delivered.as("1"))), 1);
    assertThat(row(1).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void aClockSetAheadDeliversOnceAndForgetsNobody() {
    add(2);
    DeliveryWorker worker =
        on(
            outbox,
            1,
            false,
            shipment -> {
              sent.add(shipment.parcels().get(0).deliveryId());
              clock.pass(HOUR);
              shipment.settleOpen(Outcome.Delivered.as("1"));
            });

    turn(worker, 3);

    assertThat(sent).hasSize(2).doesNotHaveDuplicates();
    assertThat(row(2).state()).isEqualTo(DeliveryState.DELIVERED);
  }
}
