package aftercall.store;

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
final class Writer {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int GROUP = 512;

  private final Engine engine;
  private final BlockingQueue<Piece<?, ?>> waiting;
  private final Piece<Void, Void> last = Piece.waitedFor((tx, items) -> items, null);
  private final Thread thread = new Thread(this::work, "aftercall-writer");
  private final ExecutorService followers =
      Executors.newCachedThreadPool(
          run -> {
            Thread follower = new Thread(run, "aftercall-committed");
            follower.setDaemon(true);
            return follower;
          });
  private Session session;
  private volatile boolean closing;
  private volatile boolean ended;
  private volatile StoreUnavailable trouble;

  Writer(Engine engine, int maxWaiting) {
    this.engine = engine;
    waiting = new ArrayBlockingQueue<>(maxWaiting);
    thread.setDaemon(true);
    thread.start();
  }

  void submit(Piece<?, ?> piece) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("A write must not wait for another write");
    }
    if (closing) {
      throw new StoreUnavailable("The store is closed", null);
    }
    if (!waiting.offer(piece)) {
      throw new StoreUnavailable("Too much work waits for the database", null);
    }
    if (ended) {
      turnAway();
    }
  }

  int waiting() {
    return waiting.size();
  }

  /** Why the last group was not committed, or null when it was. */
  StoreUnavailable trouble() {
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
    List<Piece<?, ?>> group = new ArrayList<>(GROUP);
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
      turnAway();
      letGo();
    }
  }

  private void write(List<Piece<?, ?>> pieces) {
    List<Runnable> actions = List.of();
    try {
      if (session == null) {
        session = new Session(engine);
      }
      actions = new Group(pieces).commit(session);
      if (trouble != null) {
        log.info("store.recovered");
        trouble = null;
      }
    } catch (SQLException | RuntimeException | Error failure) {
      letGo();
      if (trouble == null) {
        log.error("store.unavailable cause={}", failure.toString());
      }
      trouble = new StoreUnavailable("The database takes nothing now", failure);
      pieces.forEach(piece -> piece.failed(trouble));
    }
    settle(pieces);
    actions.forEach(Writer::act);
  }

  /**
   * Futures are completed elsewhere, all of a group by one thread: their followers must neither
   * hold up the next group nor cost a change of threads each.
   */
  private void settle(List<Piece<?, ?>> pieces) {
    List<Piece<?, ?>> promised = new ArrayList<>(pieces.size());
    for (Piece<?, ?> piece : pieces) {
      if (piece.isWaitedFor()) {
        piece.settle();
      } else {
        promised.add(piece);
      }
    }
    if (!promised.isEmpty()) {
      followers.execute(() -> promised.forEach(Piece::settle));
    }
  }

  private static void act(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("store.after_commit failed", e);
    }
  }

  private void turnAway() {
    List<Piece<?, ?>> late = new ArrayList<>();
    waiting.drainTo(late);
    for (Piece<?, ?> piece : late) {
      piece.failed(new StoreUnavailable("The store is closed", null));
    }
    settle(late);
  }

  private void letGo() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
