package io.aftercall.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what is committed from SQLite's log into its database file, beside the writer: done by
 * the writer itself, as SQLite would, all who wait for a commit would wait for it too. The writer
 * still does it when the log has grown large, for only then, with nobody writing, can the log begin
 * anew.
 *
 * @see <a href="https://sqlite.org/wal.html#ckpt">Checkpointing</a>
 */
final class WalCheckpointer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WalCheckpointer.class);
  private static final long PERIOD_MILLIS = 50;

  /** A page that many commits write is carried over once. */
  private static final int WORTH_IT = 4_000;

  private final DataSource source;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread made = new Thread(run, "aftercall-checkpoint");
            made.setDaemon(true);
            return made;
          });
  private final Consumer<Throwable> onFinal;
  private Connection connection;
  private boolean failing;

  /**
   * @param onFinal is told when the file is found damaged
   */
  WalCheckpointer(DataSource source, Consumer<Throwable> onFinal) {
    this.source = source;
    this.onFinal = onFinal;
    thread.scheduleWithFixedDelay(this::step, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * One look. A failure is no loss: what is committed stays in the log, and the next look comes.
   */
  private void step() {
    try {
      if (connection == null) {
        connection = source.getConnection();
      }
      try (Statement statement = connection.createStatement()) {
        if (left(statement, "NOOP") >= WORTH_IT) {
          left(statement, "PASSIVE");
        }
      }
      failing = false;
    } catch (SQLException | RuntimeException | Error e) {
      // Whatever it was: a schedule that ended would let the log grow without end.
      if (SqlFailureKind.of(e) == SqlFailureKind.FINAL) {
        onFinal.accept(e);
      }
      if (!failing) {
        log.warn("store.checkpoint_failed cause={}", e.getMessage());
        failing = true;
      }
      releaseConnection();
    }
  }

  /** All that can be, now: what is left to whoever cuts the log is short then. */
  void checkpointPassive() {
    try {
      thread.submit(this::passive).get();
    } catch (ExecutionException e) {
      // Then it takes the other longer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int passive() throws SQLException {
    try (Connection own = source.getConnection();
        Statement statement = own.createStatement()) {
      return left(statement, "PASSIVE");
    }
  }

  /** Pages of the log that are not in the database file afterwards. */
  private static int left(Statement statement, String mode) throws SQLException {
    try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(" + mode + ")")) {
      row.next();
      return row.getInt("log") - row.getInt("checkpointed");
    }
  }

  private void releaseConnection() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException alreadyBroken) {
        // A new one is opened next time.
      }
      connection = null;
    }
  }

  @Override
  public void close() {
    thread.execute(this::releaseConnection);
    thread.shutdown();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
