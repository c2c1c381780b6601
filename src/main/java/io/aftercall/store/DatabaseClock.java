package io.aftercall.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database, which all nodes at one PostgreSQL share: leases and the order of calls
 * hold also on a machine whose clock is wrong. Every few seconds the database is asked; between two
 * answers a counter goes on that nobody can set.
 *
 * <p>While the database has not answered yet, and with an embedded one, it is this machine's clock.
 */
public final class DatabaseClock implements InstantSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** After a jump of this machine's clock, or a machine that stood still, the next look is soon. */
  private static final Duration AFTER_JUMP = Duration.ofMillis(500);

  private static final Duration JUMP = Duration.ofSeconds(2);

  /** An answer that took longer says too little about the time. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  /** From here on people are told, for the machine's other programs have a wrong time too. */
  private static final Duration TOLD = Duration.ofSeconds(30);

  private static final String ASK =
      "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";

  /**
   * @param database its time at {@code nanos}
   * @param machine this machine's time at {@code nanos}
   */
  private record Reading(Instant database, Instant machine, long nanos) {}

  private final DataSource source;
  private final InstantSource machine;
  private final LongSupplier nanos;
  private final Thread thread;
  private Connection connection;
  private boolean told;
  private volatile Reading reading;
  private volatile boolean closed;

  /** This machine's clock, or, where several nodes may share a database, that one's. */
  public static InstantSource of(StoreSettings settings, InstantSource machine) {
    return Engine.isShared(settings)
        ? new DatabaseClock(PostgresEngine.source(settings), machine, System::nanoTime)
        : machine;
  }

  DatabaseClock(DataSource source, InstantSource machine, LongSupplier nanos) {
    this.source = source;
    this.machine = machine;
    this.nanos = nanos;
    look();
    thread = new Thread(this::lookForEver, "database-clock");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Instant instant() {
    Reading last = reading;
    Instant now = machine.instant();
    if (last == null) {
      return now;
    }
    Duration passed = Duration.ofNanos(nanos.getAsLong() - last.nanos);
    Duration difference = Duration.between(last.machine.plus(passed), now).abs();
    if (difference.compareTo(JUMP) > 0) {
      LockSupport.unpark(thread);
    }
    return last.database.plus(passed);
  }

  /** By how much this machine's clock is ahead of the database's; negative when behind. */
  public Duration ahead() {
    Reading last = reading;
    return last == null ? Duration.ZERO : Duration.between(last.database, last.machine);
  }

  /** Whether people should hear of such a difference. */
  public static boolean isFar(Duration ahead) {
    return ahead.abs().compareTo(TOLD) > 0;
  }

  private void lookForEver() {
    try {
      while (!closed) {
        Thread.sleep(AFTER_JUMP.toMillis());
        LockSupport.parkNanos(EVERY.toNanos());
        if (!closed) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disconnect();
  }

  /** Nothing that goes wrong here may end the thread; the counter goes on without an answer. */
  private void look() {
    try {
      if (connection == null) {
        connection = source.getConnection();
      }
      long before = nanos.getAsLong();
      Instant answer = ask();
      long after = nanos.getAsLong();
      if (after - before < SLOW.toNanos()) {
        // The answer is from somewhere between, so the error is half the way at most.
        reading = new Reading(answer.plusNanos((after - before) / 2), machine.instant(), after);
        tell();
      }
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debug("clock.database_does_not_answer", e);
      disconnect();
    }
  }

  private Instant ask() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ASK)) {
      row.next();
      long micros = row.getLong(1);
      return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }
  }

  private void tell() {
    boolean differs = isFar(ahead());
    if (differs && !told) {
      LOG.warn(
          "clock.differs seconds={}: this machine's clock is not the database's, whose time is"
              + " used; set it by time synchronisation",
          ahead().toSeconds());
    }
    told = differs;
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("clock.close", e);
      }
      connection = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
