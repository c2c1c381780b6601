package io.aftercall.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all that waits, commits it in one transaction and lets the
 * callers go. Nobody is told of success before COMMIT has returned; when the database is away,
 * everybody in the group is told so and the next group tries a new connection.
 */
final class GroupCommitWriter {
  private static final Logger log = LoggerFactory.getLogger(GroupCommitWriter.class);
  private static final int GROUP = 512;

  private final Engine engine;
  private final BlockingQueue<PendingWrite<?, ?>> waiting;
  private final PendingWrite<Void, Void> last =
      PendingWrite.waitedFor((transaction, items) -> items, null);
  private final Thread thread = new Thread(this::work, "aftercall-writer");
  private final ExecutorService followers =
      Executors.newCachedThreadPool(
          run -> {
            Thread follower = new Thread(run, "aftercall-committed");
            follower.setDaemon(true);
            return follower;
          });
  private WriterConnection writerConnection;
  private volatile boolean closing;
  private volatile boolean ended;
  private volatile StoreUnavailableException trouble;

  GroupCommitWriter(Engine engine, int maxWaiting) {
    this.engine = engine;
    waiting = new ArrayBlockingQueue<>(maxWaiting);
    thread.setDaemon(true);
    thread.start();
  }

  void submit(PendingWrite<?, ?> pendingWrite) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("A write must not wait for another write");
    }
    if (closing) {
      throw new StoreUnavailableException("The store is closed", null);
    }
    if (!waiting.offer(pendingWrite)) {
      throw new StoreUnavailableException("Too much work waits for the database", null);
    }
    if (ended) {
      failPending();
    }
  }

  int waiting() {
    return waiting.size();
  }

  /** Why the last group was not committed, or null when it was. */
  StoreUnavailableException trouble() {
    return trouble;
  }

  /** Finishes what waits, then stops. */
  void close() throws InterruptedException {
    synchronized (this) {
      if (!closing) {
        closing = true;
        waiting.put(last);
      }
    }
    thread.join();
  }

  private void work() {
    List<PendingWrite<?, ?>> group = new ArrayList<>(GROUP);
    try {
      boolean more = true;
      while (more) {
        group.clear();
        group.add(waiting.take());
        waiting.drainTo(group, GROUP - 1);
        more = !group.remove(last);
        if (!group.isEmpty()) {
          write(group);
        }
      }
    } catch (InterruptedException e) {
      log.warn("store.writer interrupted");
    } finally {
      closing = true;
      ended = true;
      failPending();
      closeConnection();
    }
  }

  private void write(List<PendingWrite<?, ?>> pendingWrites) {
    List<Runnable> actions = List.of();
    try {
      if (writerConnection == null) {
        writerConnection = new WriterConnection(engine);
      }
      actions = new CommitGroup(pendingWrites).commit(writerConnection);
      if (trouble != null) {
        log.info("store.recovered");
        trouble = null;
      }
    } catch (SQLException | RuntimeException | Error failure) {
      closeConnection();
      if (trouble == null) {
        log.error("store.unavailable cause={}", failure.toString());
      }
      trouble = new StoreUnavailableException("The database takes nothing now", failure);
      pendingWrites.forEach(pendingWrite -> pendingWrite.failed(trouble));
    }
    complete(pendingWrites);
    actions.forEach(GroupCommitWriter::act);
  }

  /**
   * Futures are completed elsewhere, all of a group by one thread: their followers must neither
   * hold up the next group nor cost a change of threads each.
   */
  private void complete(List<PendingWrite<?, ?>> pendingWrites) {
    List<PendingWrite<?, ?>> promised = new ArrayList<>(pendingWrites.size());
    for (PendingWrite<?, ?> pendingWrite : pendingWrites) {
      if (pendingWrite.isWaitedFor()) {
        pendingWrite.complete();
      } else {
        promised.add(pendingWrite);
      }
    }
    if (!promised.isEmpty()) {
      followers.execute(() -> promised.forEach(PendingWrite::complete));
    }
  }

  private static void act(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("store.after_commit failed", e);
    }
  }

  private void failPending() {
    List<PendingWrite<?, ?>> late = new ArrayList<>();
    waiting.drainTo(late);
    for (PendingWrite<?, ?> pendingWrite : late) {
      pendingWrite.failed(new StoreUnavailableException("The store is closed", null));
    }
    complete(late);
  }

  private void closeConnection() {
    if (writerConnection != null) {
      writerConnection.close();
      writerConnection = null;
    }
  }
}
