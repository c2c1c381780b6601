package io.aftercall.delivery;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.LeasedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A batch between its claim and the record of its outcome. Either its own thread ends it or, past
 * the deadline, the watchdog; the later of the two changes nothing.
 */
final class RunningBatch {
  final List<LeasedDelivery> claimed;
  final List<LeasedDelivery> sent = new ArrayList<>();
  final List<DeliveryItem> items = new ArrayList<>();

  /** The ends that are known before anything is sent. */
  final List<DeliveryResult> settled = new ArrayList<>();

  final Instant start;
  final boolean probe;
  private final Thread thread = Thread.currentThread();
  private final long begin = System.nanoTime();
  private final AtomicBoolean over = new AtomicBoolean();

  RunningBatch(List<LeasedDelivery> claimed, Instant start, boolean probe) {
    this.claimed = claimed;
    this.start = start;
    this.probe = probe;
  }

  boolean isOf(Thread other) {
    return thread == other;
  }

  /** By the clock that nobody sets: a wall clock set ahead gives up no conversation. */
  boolean lastsLonger(Duration limit) {
    return System.nanoTime() - begin > limit.toNanos();
  }

  /** Whether the caller is the one who ends it. Nothing of it may leave any more. */
  boolean end() {
    return over.compareAndSet(false, true);
  }

  boolean isOver() {
    return over.get();
  }
}
