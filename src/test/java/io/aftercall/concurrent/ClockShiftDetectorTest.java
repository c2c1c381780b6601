package io.aftercall.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.delivery.WorkerStage;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationPauses;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockShiftDetectorTest extends WorkerStage {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong steady = new AtomicLong();
  private final ClockShiftDetector watch = new ClockShiftDetector(clock, steady::get);

  private void both(Duration time) {
    clock.pass(time);
    steady.addAndGet(time.toNanos());
  }

  @Test
  void onlyAStepBackIsNoticedAndOnlyOnce() {
    both(Duration.ofMinutes(5));
    assertThat(watch.check()).isZero();
    clock.pass(HOUR);
    assertThat(watch.check()).as("ahead").isZero();
    both(Duration.ofSeconds(1));
    clock.pass(HOUR.negated());
    assertThat(watch.check()).isEqualTo(HOUR);
    assertThat(watch.check()).isZero();
    both(HOUR);
    assertThat(watch.check()).isZero();
  }

  @Test
  void whatCameWhileTheClockWasAheadGoesWhenItIsRight() {
    clock.pass(HOUR);
    watch.check();
    add(3);
    new DestinationPauses(store, clock).pause("mail", "away", clock.instant().plus(PROBE));
    outbox.lease(new io.aftercall.outbox.LeaseRequest("crm", 1, LEASE, "node-1"));
    clock.pass(HOUR.negated());

    assertThat(
            watch.repair(
                back ->
                    outbox.shiftDueTimes(back, "node-1")
                        + new DestinationPauses(store, clock).shiftDueTimes(back)))
        .isTrue();

    turn(worker(5, false, deliveryItem -> deliveryItem.complete(Outcome.Delivered.as("1"))), 2);
    assertThat(sent).hasSize(2);
    assertThat(new DestinationPauses(store, clock).all().get("mail").until())
        .isBeforeOrEqualTo(clock.instant().plus(PROBE));
    clock.pass(LEASE);
    turn(worker(5, false, deliveryItem -> deliveryItem.complete(Outcome.Delivered.as("1"))), 1);
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
            deliveryBatch -> {
              sent.add(deliveryBatch.items().get(0).deliveryId());
              clock.pass(HOUR);
              deliveryBatch.completeRemaining(Outcome.Delivered.as("1"));
            });

    turn(worker, 3);

    assertThat(sent).hasSize(2).doesNotHaveDuplicates();
    assertThat(row(2).state()).isEqualTo(DeliveryState.DELIVERED);
  }
}
