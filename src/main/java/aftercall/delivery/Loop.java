package aftercall.delivery;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a worker's {@code step()} on a thread of its own until closed; rests when there is nothing
 * to do.
 */
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  /** How long a round in flight may take when the node stops. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Signal signal;
  private final Step step;
  private final Thread thread;
  private volatile boolean open = true;
  private boolean failing;

  /** One round of a worker. */
  public interface Step {
    /** Does what is due and says how long to rest: zero when more is waiting. */
    Duration step();
  }

  private Loop(String name, Signal signal, Step step) {
    this.signal = signal;
    this.step = step;
    thread = new Thread(this::turn, name);
  }

  public static Loop start(String name, Signal signal, Step step) {
    Loop loop = new Loop(name, signal, step);
    loop.thread.start();
    return loop;
  }

  private void turn() {
    while (open) {
      signal.await(round());
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
    signal.raise();
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
  public static void close(List<Loop> loops, Duration limit) {
    loops.forEach(Loop::stopSoon);
    long end = System.nanoTime() + limit.toNanos();
    List<Loop> late =
        loops.stream()
            .filter(loop -> !loop.awaitStopped(Duration.ofNanos(end - System.nanoTime())))
            .toList();
    late.forEach(loop -> loop.thread.interrupt());
    late.forEach(loop -> loop.awaitStopped(Duration.ofSeconds(1)));
  }
}
