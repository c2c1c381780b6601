package io.aftercall.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
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

  /** A group of large bodies ends here: it is held once more on its way into the database. */
  private static final long GROUP_BYTES = 16L << 20;

  private final Engine engine;
  private final long maxWaitingBytes;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final BlockingQueue<PendingWrite<?, ?>> waiting;
  private final PendingWrite<Void, Void> last =
      PendingWrite.waitedFor((transaction, items) -> items, null, 0);
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
  private volatile StoreUnavailableException end;

  /**
   * @param maxWaitingBytes a single write larger than that is taken when nothing else waits
   */
  GroupCommitWriter(Engine engine, int maxWaiting, long maxWaitingBytes) {
    this.engine = engine;
    this.maxWaitingBytes = maxWaitingBytes;
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
    if (end != null) {
      throw new StoreUnavailableException(end.getMessage(), end.getCause());
    }
    long before = waitingBytes.getAndAdd(pendingWrite.bytes);
    boolean fits = before == 0 || before + pendingWrite.bytes <= maxWaitingBytes;
    if (!fits || !waiting.offer(pendingWrite)) {
      waitingBytes.addAndGet(-pendingWrite.bytes);
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

  /** Takes nothing more until a restart. Whatever waits is told so. */
  synchronized void giveUp(Throwable why) {
    if (end == null) {
      end =
          new StoreUnavailableException(
              "The database file is damaged or was exchanged, so nothing is stored any more: see to"
                  + " the file, then start the service again",
              why);
      trouble = end;
      log.error(
          "store.file_lost cause=\"{}\"; nothing is taken any more until a restart",
          why.getMessage());
    }
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

  boolean isAlive() {
    return thread.isAlive();
  }

  private void work() {
    try {
      boolean more = true;
      while (more) {
        more = turn(new ArrayList<>(GROUP));
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

  /** Writes all that waits; false after the last. No Error of a round ends the thread. */
  private boolean turn(List<PendingWrite<?, ?>> group) throws InterruptedException {
    boolean more = true;
    try {
      gather(group);
      more = !group.remove(last);
      if (!group.isEmpty()) {
        write(group);
      }
    } catch (RuntimeException | Error e) {
      log.error("store.writer_failed cause={}", e.toString());
      closeConnection();
      more &= !group.remove(last);
      // Whoever was not let go would wait for ever.
      StoreUnavailableException lost =
          new StoreUnavailableException("The database takes nothing now", e);
      for (PendingWrite<?, ?> pendingWrite : group) {
        pendingWrite.lost(lost);
      }
    } finally {
      group.forEach(pendingWrite -> waitingBytes.addAndGet(-pendingWrite.bytes));
    }
    return more;
  }

  /**
   * All that waits, up to the limits. What is under way counts as waiting until it is committed.
   */
  private void gather(List<PendingWrite<?, ?>> group) throws InterruptedException {
    PendingWrite<?, ?> next = waiting.poll();
    if (next == null) {
      idle();
      next = waiting.take();
    }
    long bytes = 0;
    while (next != null) {
      group.add(next);
      bytes += next.bytes;
      next = group.size() < GROUP && bytes < GROUP_BYTES ? waiting.poll() : null;
    }
  }

  private void idle() {
    if (writerConnection != null) {
      try {
        writerConnection.idle();
      } catch (SQLException e) {
        // The next group opens another connection and learns what is wrong.
        closeConnection();
      }
    }
  }

  private void write(List<PendingWrite<?, ?>> pendingWrites) {
    List<Runnable> actions = List.of();
    try {
      if (end != null) {
        pendingWrites.forEach(pendingWrite -> pendingWrite.failed(end));
        complete(pendingWrites);
        return;
      }
      if (writerConnection == null) {
        writerConnection = new WriterConnection(engine);
      }
      actions = new CommitGroup(pendingWrites).commit(writerConnection);
      if (trouble != null && end == null) {
        log.info("store.recovered");
        trouble = null;
      }
    } catch (SQLException | RuntimeException | Error failure) {
      closeConnection();
      StoreUnavailableException told = tell(failure);
      pendingWrites.forEach(pendingWrite -> pendingWrite.failed(told));
    }
    complete(pendingWrites);
    actions.forEach(GroupCommitWriter::act);
  }

  private StoreUnavailableException tell(Throwable failure) {
    if (SqlFailureKind.of(failure) == SqlFailureKind.FINAL) {
      giveUp(failure);
      return end;
    }
    if (trouble == null) {
      log.error("store.unavailable cause={}", failure.toString());
    }
    StoreUnavailableException told =
        new StoreUnavailableException("The database takes nothing now", failure);
    trouble = end == null ? told : end;
    return told;
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
      followers.execute(() -> promised.forEach(GroupCommitWriter::complete));
    }
  }

  /** One that follows and fails must not keep those behind it waiting. */
  private static void complete(PendingWrite<?, ?> pendingWrite) {
    try {
      pendingWrite.complete();
    } catch (RuntimeException | Error e) {
      log.warn("store.follower_failed cause={}", e.toString());
    }
  }

  private static void act(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
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
