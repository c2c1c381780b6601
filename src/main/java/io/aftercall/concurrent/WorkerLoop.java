package io.aftercall.concurrent;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a worker's {@code step()} on a thread of its own until closed; rests when there is nothing
 * to do.
 */
public final class WorkerLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /** How long a round in flight may take when the node stops. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final WakeUp wakeUp;
  private final Step step;
  private final Thread thread;
  private volatile boolean open = true;
  private boolean failing;

  /** One round of a worker. */
  public interface Step {
    /** Does what is due and says how long to rest: zero when more is waiting. */
    Duration step();
  }

  private WorkerLoop(String name, WakeUp wakeUp, Step step) {
    this.wakeUp = wakeUp;
    this.step = step;
    thread = new Thread(this::turn, name);
  }

  public static WorkerLoop start(String name, WakeUp wakeUp, Step step) {
    WorkerLoop workerLoop = new WorkerLoop(name, wakeUp, step);
    workerLoop.thread.start();
    return workerLoop;
  }

  private void turn() {
    while (open) {
      wakeUp.await(round());
    }
  }

  /**
   * A failing store or a bug must not end the worker: the claims it held come back when their lease
   * ends.
   */
  private Duration round() {
    try {
      Duration rest = step.step();
      failing = false;
      return rest;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn(
            "worker.failed name={} error={}; repeats every second", thread.getName(), e.toString());
      }
      failing = true;
      return AFTER_FAILURE;
    }
  }

  /** Lets no new round begin; returns at once. */
  public void stopSoon() {
    open = false;
    wakeUp.raise();
  }

  /** Waits for the round in flight. False when it is still at it. */
  public boolean awaitStopped(Duration limit) {
    try {
      thread.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  @Override
  public void close() {
    close(List.of(this), STOP_LIMIT);
  }

  /** Stops all at once: whoever is still at it after the limit is interrupted. */
  public static void close(List<WorkerLoop> workerLoops, Duration limit) {
    workerLoops.forEach(WorkerLoop::stopSoon);
    long end = System.nanoTime() + limit.toNanos();
    List<WorkerLoop> late =
        workerLoops.stream()
            .filter(
                workerLoop -> !workerLoop.awaitStopped(Duration.ofNanos(end - System.nanoTime())))
            .toList();
    late.forEach(workerLoop -> workerLoop.thread.interrupt());
    late.forEach(workerLoop -> workerLoop.awaitStopped(Duration.ofSeconds(1)));
  }
}
