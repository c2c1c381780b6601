package io.aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationPauses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A conversation that does not end is given up, and what it says later changes nothing. */
class GivenUpBatchTest extends WorkerStage {
  private final Semaphore reached = new Semaphore(0);
  private final CountDownLatch answer = new CountDownLatch(1);

  private DeliveryWorker worker(Duration timeout, boolean ask, BatchSender batchSender) {
    DestinationSettings rules =
        new DestinationSettings("crm", 10, 1, 0, LEASE, PROBE, RETRIES, ask, timeout);
    DeliveryWorker.WorkerContext workerContext =
        new DeliveryWorker.WorkerContext(
            "node-1", clock, new WakeUpRegistry(), new DeliveryMetrics(new SimpleMeterRegistry()));
    return new DeliveryWorker(
        rules, outbox, new DestinationPauses(store, clock), batchSender, workerContext);
  }

  /** One has left, one is delivered, one is still here when the outside falls silent. */
  private void silent(DeliveryBatch deliveryBatch) {
    DeliveryItem delivered = deliveryBatch.items().get(0);
    delivered.tryStartSend();
    delivered.complete(Outcome.Delivered.as("id-1"));
    deliveryBatch.items().get(1).tryStartSend();
    reached.release();
    awaitAnswer();
    deliveryBatch.items().get(2).tryStartSend();
    deliveryBatch.completeRemaining(Outcome.Delivered.as("late"));
  }

  private void awaitAnswer() {
    boolean over = false;
    while (!over) {
      try {
        answer.await();
        over = true;
      } catch (InterruptedException deaf) {
        // The one in Camel's latch may be so too.
      }
    }
  }

  private Thread stuck(DeliveryWorker worker) throws InterruptedException {
    Thread thread = new Thread(worker::step, "stuck");
    thread.start();
    reached.acquire();
    return thread;
  }

  @Test
  void eachRecordHasItsOwnEndAndTheDestinationIsPaused() throws Exception {
    add(3);
    DeliveryWorker worker = worker(Duration.ofMillis(20), false, this::silent);
    Thread thread = stuck(worker);
    await().until(() -> worker.giveUp(thread));
    worker.step();
    assertThat(row(1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(row(2).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(row(2).reason()).contains("batchTimeout").contains("may have arrived");
    assertThat(row(3).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(row(3).attempts()).isZero();
    assertThat(new DestinationPauses(store, clock).all().get("crm").reason())
        .contains("no end within")
        .contains("batchTimeout");

    answer.countDown();
    thread.join();
    worker.step();
    assertThat(List.of(row(2).state(), row(3).state())).containsOnly(DeliveryState.PENDING);
  }

  @Test
  void whatIsAskedAboutWaitsForAPerson() throws Exception {
    add(3);
    DeliveryWorker worker = worker(Duration.ofMillis(20), true, this::silent);
    Thread thread = stuck(worker);
    await().until(() -> worker.giveUp(thread));
    worker.step();
    assertThat(row(2).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(3).state()).isEqualTo(DeliveryState.PENDING);
    answer.countDown();
    thread.join();
  }

  @Test
  void oneWithinItsTimeIsLeftAlone() throws Exception {
    add(3);
    DeliveryWorker worker = worker(Duration.ofMinutes(5), false, this::silent);
    Thread thread = stuck(worker);
    assertThat(worker.giveUp(thread)).isFalse();
    answer.countDown();
    thread.join();
    assertThat(row(3).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void whatDoesNotFitGoesInHalves() {
    add(8);
    int[] most = {0};
    DeliveryWorker worker =
        on(
            outbox,
            8,
            false,
            deliveryBatch -> {
              int records = deliveryBatch.open().size();
              if (records > 2) {
                throw new OutOfMemoryError("so many");
              }
              most[0] = Math.max(most[0], records);
              deliveryBatch.open().forEach(deliveryItem -> deliveryItem.tryStartSend());
              deliveryBatch.completeRemaining(Outcome.Delivered.as(""));
            });
    turn(worker, 20);
    assertThat(most[0]).isEqualTo(2);
    for (int call = 1; call <= 8; call++) {
      assertThat(row(call).state()).isEqualTo(DeliveryState.DELIVERED);
    }
  }

  @Test
  void theOneThatAlwaysEndsWithAnErrorIsPutAside() {
    add(3);
    DeliveryWorker worker =
        on(
            outbox,
            1,
            false,
            deliveryBatch -> {
              if (deliveryBatch.items().get(0).deliveryId().startsWith("e2.")) {
                throw new StackOverflowError();
              }
              deliveryBatch.items().get(0).tryStartSend();
              deliveryBatch.completeRemaining(Outcome.Delivered.as(""));
            });
    for (int attempt = 0; attempt < 8; attempt++) {
      turn(worker, 4);
      clock.pass(Duration.ofMinutes(20));
    }
    assertThat(row(1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(row(3).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(row(2).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(2).reason()).contains("StackOverflowError");
  }
}
