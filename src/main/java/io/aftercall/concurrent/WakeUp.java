package io.aftercall.concurrent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a resting worker: there is something to do. Raising it twice wakes once. */
public final class WakeUp {
  private final Semaphore raised = new Semaphore(0);

  public void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  void await(Duration rest) {
    if (rest.isZero() || rest.isNegative()) {
      return;
    }
    try {
      if (raised.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS)) {
        raised.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
