package io.aftercall.camel;

import io.aftercall.concurrent.ClockShiftDetector;
import io.aftercall.routing.Stores;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a wrong clock has put into the future comes back to the present: a step back of this
 * process's own clock is seen at once, and what another process wrote by a clock that was ahead is
 * looked for at the start and every few minutes. Without it a delivery would wait until that time.
 */
final class ClockRepair {
  private static final Logger LOG = LoggerFactory.getLogger(ClockRepair.class);

  /** Clocks of nodes that are kept by time synchronisation differ by far less. */
  private static final Duration TOLERANCE = Duration.ofMinutes(10);

  /** No lease of an event is as long. */
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);

  private static final Duration EVERY = Duration.ofMinutes(10);

  private final Stores stores;
  private final String node;
  private final ClockShiftDetector detector;
  private long lookAt;

  ClockRepair(Stores stores, String node, InstantSource clock) {
    this.stores = stores;
    this.node = node;
    detector = new ClockShiftDetector(clock, System::nanoTime);
    lookAt = System.nanoTime();
  }

  /** To be called again and again; cheap but every few minutes. */
  void check() {
    if (detector.repair(this::shiftDueTimes)) {
      stores.journal().expireLeases();
    }
    if (System.nanoTime() - lookAt >= 0) {
      lookAt = System.nanoTime() + EVERY.toNanos();
      repairFuture();
    }
  }

  private int shiftDueTimes(Duration back) {
    return stores.outbox().shiftDueTimes(back, node) + stores.pauses().shiftDueTimes(back);
  }

  private void repairFuture() {
    int events = stores.journal().expireLeases(LONGEST_LEASE);
    int deliveries = stores.outbox().shiftFutureTimes(TOLERANCE);
    int pauses = stores.pauses().shiftFutureTimes(TOLERANCE);
    if (events + deliveries + pauses > 0) {
      LOG.warn(
          "clock.future_times_moved events={} deliveries={} pauses={}: written by a clock that was"
              + " ahead",
          events,
          deliveries,
          pauses);
    }
  }
}
