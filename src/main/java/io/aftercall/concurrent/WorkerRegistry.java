package io.aftercall.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-lived threads of this node: starts them, looks every second whether each is alive and
 * within its deadline, and says how they are. Safe for use by several threads.
 */
public final class WorkerRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRegistry.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final List<WorkerLoop> workerLoops = new CopyOnWriteArrayList<>();
  private final List<Supplier<List<WorkerStatus>>> others = new CopyOnWriteArrayList<>();
  private final Thread watchdog = new Thread(this::run, "watchdog");
  private volatile boolean open = true;

  /** One whose watchdog runs. */
  public static WorkerRegistry open() {
    WorkerRegistry registry = new WorkerRegistry();
    registry.watchdog.setDaemon(true);
    registry.watchdog.start();
    return registry;
  }

  /** Starts a thread that serves no destination. */
  public WorkerLoop start(String name, WakeUp wakeUp, WorkerLoop.Step step) {
    return start(name, "", wakeUp, step, WorkerLoop.RoundGuard.PATIENT);
  }

  /**
   * Starts a thread.
   *
   * @param destination empty when it serves none
   */
  public WorkerLoop start(
      String name,
      String destination,
      WakeUp wakeUp,
      WorkerLoop.Step step,
      WorkerLoop.RoundGuard roundGuard) {
    WorkerLoop workerLoop = new WorkerLoop(name, destination, wakeUp, step, roundGuard);
    workerLoops.add(workerLoop);
    workerLoop.begin();
    return workerLoop;
  }

  /** Threads that are run elsewhere are shown too. */
  public void show(Supplier<List<WorkerStatus>> statuses) {
    others.add(statuses);
  }

  /** How each of them is; those that were closed are left out. */
  public List<WorkerStatus> statuses() {
    List<WorkerStatus> all = new ArrayList<>();
    workerLoops.removeIf(workerLoop -> !workerLoop.isOpen());
    workerLoops.forEach(workerLoop -> all.add(workerLoop.status()));
    others.forEach(more -> all.addAll(more.get()));
    return all;
  }

  /** One look at all of them. */
  void watch() {
    workerLoops.removeIf(workerLoop -> !workerLoop.isOpen());
    for (WorkerLoop workerLoop : workerLoops) {
      try {
        workerLoop.watch();
      } catch (Throwable e) {
        // One that cannot be mended now, as for want of memory, must not keep the others waiting.
        LOG.warn("worker.watch_failed error={}", e.toString());
      }
    }
  }

  private void run() {
    while (open) {
      try {
        Thread.sleep(PERIOD.toMillis());
        watch();
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Not even told: there may be no memory for a text.
        continue;
      }
    }
  }

  @Override
  public void close() {
    open = false;
    watchdog.interrupt();
  }
}
