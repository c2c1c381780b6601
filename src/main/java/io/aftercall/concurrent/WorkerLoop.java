package io.aftercall.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a worker's {@code step()} on a thread of its own until closed; rests when there is nothing
 * to do. No Throwable ends it. A thread that does not come back from a round is replaced, when the
 * worker's guard says so.
 */
public final class WorkerLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /** How long a round in flight may take when the node stops. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** So many threads that never came back are left behind; then the worker stands still, seen. */
  static final int MOST_ABANDONED = 3;

  private final String name;
  private final String destination;
  private final WakeUp wakeUp;
  private final Step step;
  private final RoundGuard roundGuard;
  private final AtomicLong errors = new AtomicLong();
  private final Deque<Thread> abandoned = new ArrayDeque<>();
  private volatile Thread thread;
  private volatile long since = System.nanoTime();
  private volatile boolean busy;
  private volatile boolean stuck;
  private volatile boolean open = true;
  private volatile boolean failing;
  private volatile String lastError = "";

  /** One round of a worker. */
  public interface Step {
    /** Does what is due and says how long to rest: zero when more is waiting. */
    Duration step();
  }

  /** Looks at a round that is under way, from another thread. */
  public interface RoundGuard {
    /** Never gives up. */
    RoundGuard PATIENT = (thread, since) -> false;

    /**
     * Whether the round is over its deadline; what it had in hand is settled then, and the thread
     * is replaced.
     *
     * @param lasts how long the round has been under way
     */
    boolean giveUp(Thread thread, Duration lasts);
  }

  WorkerLoop(String name, String destination, WakeUp wakeUp, Step step, RoundGuard roundGuard) {
    this.name = name;
    this.destination = destination;
    this.wakeUp = wakeUp;
    this.step = step;
    this.roundGuard = roundGuard;
  }

  /** One that nobody watches over. */
  public static WorkerLoop start(String name, WakeUp wakeUp, Step step) {
    WorkerLoop workerLoop = new WorkerLoop(name, "", wakeUp, step, RoundGuard.PATIENT);
    workerLoop.begin();
    return workerLoop;
  }

  synchronized void begin() {
    thread = new Thread(this::turn, name);
    thread.start();
  }

  private void turn() {
    while (open && thread == Thread.currentThread()) {
      // A round that was interrupted must not have the next one rest for no time at all.
      Thread.interrupted();
      try {
        Duration rest = round();
        if (open) {
          wakeUp.await(rest);
        }
      } catch (Throwable e) {
        // Out of memory while the failure itself was told.
        failing = true;
      }
    }
  }

  /**
   * A failing store, a bug or an Error must not end the worker: the leases it held come back when
   * they end.
   */
  private Duration round() {
    Thread own = Thread.currentThread();
    since = System.nanoTime();
    busy = true;
    try {
      Duration rest = step.step();
      if (thread == own) {
        failing = false;
      }
      return rest;
    } catch (Throwable e) {
      if (thread == own) {
        failed(e);
      }
      return AFTER_FAILURE;
    } finally {
      if (thread == own) {
        busy = false;
        stuck = false;
        since = System.nanoTime();
      }
    }
  }

  private void failed(Throwable e) {
    boolean first = !failing;
    failing = true;
    errors.incrementAndGet();
    lastError = e.getClass().getSimpleName();
    if (first) {
      LOG.warn("worker.failed name={} error={}; repeats every second", name, e.toString());
    }
  }

  /**
   * To be called again and again by another thread: gives up a round that is over its deadline, and
   * has a thread run again where one is gone.
   */
  synchronized void watch() {
    if (!open) {
      return;
    }
    Thread current = thread;
    if (!current.isAlive()) {
      errors.incrementAndGet();
      LOG.error("worker.gone name={}; started again", name);
      begin();
    } else if (busy
        && !stuck
        && roundGuard.giveUp(current, Duration.ofNanos(System.nanoTime() - since))) {
      errors.incrementAndGet();
      lastError = "a round did not end in time";
      replace(current);
    } else if (stuck) {
      replace(current);
    }
  }

  private void replace(Thread old) {
    abandoned.removeIf(thread -> !thread.isAlive());
    old.interrupt();
    if (abandoned.size() >= MOST_ABANDONED) {
      if (!stuck) {
        LOG.error("worker.stuck name={} threads={}", name, abandoned.size());
      }
      stuck = true;
      return;
    }
    abandoned.add(old);
    LOG.warn("worker.replaced name={}", name);
    busy = false;
    stuck = false;
    begin();
  }

  /** How it is now. */
  WorkerStatus status() {
    Duration lasts = Duration.ofNanos(System.nanoTime() - since);
    return new WorkerStatus(name, destination, state(lasts), lasts, errors.get(), lastError);
  }

  private WorkerStatus.State state(Duration lasts) {
    if (!thread.isAlive()) {
      return WorkerStatus.State.GONE;
    }
    if (stuck || busy && lasts.compareTo(WorkerStatus.LONG) > 0) {
      return WorkerStatus.State.STUCK;
    }
    if (failing) {
      return WorkerStatus.State.FAILING;
    }
    return busy ? WorkerStatus.State.BUSY : WorkerStatus.State.IDLE;
  }

  boolean isOpen() {
    return open;
  }

  /** Lets no new round begin; returns at once. */
  public void stopSoon() {
    open = false;
    wakeUp.raise();
  }

  /** Waits for the round in flight. False when it is still at it. */
  public boolean awaitStopped(Duration limit) {
    Thread current = thread;
    try {
      current.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !current.isAlive();
  }

  @Override
  public void close() {
    close(List.of(this), STOP_LIMIT);
  }

  /** Stops all at once: whoever is still at it after the limit is interrupted. */
  public static void close(List<WorkerLoop> workerLoops, Duration limit) {
    workerLoops.forEach(WorkerLoop::stopSoon);
    long end = System.nanoTime() + limit.toNanos();
    List<WorkerLoop> late = new ArrayList<>();
    for (WorkerLoop workerLoop : workerLoops) {
      if (!workerLoop.awaitStopped(Duration.ofNanos(end - System.nanoTime()))) {
        late.add(workerLoop);
      }
    }
    late.forEach(workerLoop -> workerLoop.thread.interrupt());
    long last = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    late.forEach(workerLoop -> workerLoop.awaitStopped(Duration.ofNanos(last - System.nanoTime())));
  }
}
