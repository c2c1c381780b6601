package io.aftercall.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No Throwable ends a worker, and one that does not come back is replaced and seen. */
class WorkerRegistryTest {
  private final WorkerRegistry workers = new WorkerRegistry();
  private final WakeUp wakeUp = new WakeUp();
  private final AtomicInteger rounds = new AtomicInteger();
  private volatile boolean done;
  private WorkerLoop workerLoop;

  @AfterEach
  void stop() {
    done = true;
    WorkerLoop.close(List.of(workerLoop), Duration.ofSeconds(5));
  }

  @Test
  void anErrorEndsNoWorker() {
    workerLoop =
        workers.start(
            "deliver-crm-1",
            "crm",
            wakeUp,
            () -> {
              if (rounds.incrementAndGet() == 1) {
                throw new OutOfMemoryError("a batch");
              }
              return Duration.ofHours(1);
            },
            WorkerLoop.RoundGuard.PATIENT);
    await().until(() -> status().errors() == 1);
    assertThat(status().lastError()).isEqualTo("OutOfMemoryError");
    wakeUp.raise();
    await().until(() -> rounds.get() >= 2 && status().state() == WorkerStatus.State.IDLE);
    assertThat(status().destination()).isEqualTo("crm");
  }

  @Test
  void aThreadThatDoesNotComeBackIsReplaced() {
    CountDownLatch never = new CountDownLatch(1);
    workerLoop =
        workers.start(
            "deliver-crm-1",
            "crm",
            wakeUp,
            () -> {
              if (rounds.incrementAndGet() == 1) {
                awaitDeaf(never);
              }
              return Duration.ofHours(1);
            },
            (thread, lasts) -> rounds.get() == 1);
    await().until(() -> rounds.get() == 1);
    workers.watch();
    await().until(() -> rounds.get() == 2 && status().state() == WorkerStatus.State.IDLE);
    assertThat(status().errors()).isOne();
    never.countDown();
  }

  @Test
  void oneThatNeverComesBackIsSeenAndLeavesNoThreadsWithoutEnd() {
    workerLoop =
        workers.start(
            "deliver-crm-1",
            "crm",
            wakeUp,
            () -> {
              rounds.incrementAndGet();
              awaitDeaf(new CountDownLatch(1));
              return Duration.ZERO;
            },
            (thread, lasts) -> true);
    for (int started = 1; started <= WorkerLoop.MOST_ABANDONED + 1; started++) {
      int expected = started;
      await().until(() -> rounds.get() == expected);
      workers.watch();
    }
    assertThat(status().state()).isEqualTo(WorkerStatus.State.STUCK);
    workers.watch();
    assertThat(rounds).hasValue(WorkerLoop.MOST_ABANDONED + 1);
    done = true;
    await()
        .until(
            () -> {
              workers.watch();
              return status().state() != WorkerStatus.State.STUCK;
            });
  }

  private WorkerStatus status() {
    return workers.statuses().get(0);
  }

  /** As foreign code may that takes no interruption. */
  private void awaitDeaf(CountDownLatch latch) {
    while (!done && latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
      Thread.interrupted();
    }
  }
}
