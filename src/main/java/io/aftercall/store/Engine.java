package io.aftercall.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** One of the two databases: how to connect, and whether it keeps what it confirms. */
interface Engine {
  Dialect dialect();

  /** Plain connections, for the migrations. */
  DataSource source();

  /**
   * The connection that writes, without auto-commit.
   *
   * @throws NotDurableException when it would lose what it has confirmed
   */
  Connection writer() throws SQLException;

  /** Before the first statement of a group; a no-op where the driver begins by itself. */
  default void begin(Connection writer) throws SQLException {}

  /** Nothing waits: no lock is held while nobody writes. */
  default void idle(Connection writer) throws SQLException {}

  /** Whether a commit would roll back without a word, because somebody swallowed an error. */
  default boolean isTransactionFailed(Connection writer) throws SQLException {
    return false;
  }

  /** Until the transaction ends, whoever waits for a lock gives up soon. */
  default void setShortLockTimeout(Connection writer) throws SQLException {}

  /** Right before a commit, within its transaction. */
  default void beforeCommit(Connection writer) throws SQLException {}

  /**
   * Right after a commit and before anybody is told of it.
   *
   * @throws DatabaseFileLostException when it went into a file nobody will ever open again
   */
  default void afterCommit() throws SQLException {}

  /**
   * Begins what the database wants done beside the writing, once the tables are there.
   *
   * @param onFinal is told of what nothing but a restart can mend
   */
  default void startBackgroundTasks(Consumer<Throwable> onFinal) {}

  /** Bytes of a log beside the database file; 0 where there is none. */
  default long logSize() {
    return 0;
  }

  /**
   * Has deleted rows leave the tables' own files, where the database does that later than at the
   * commit. On connections of its own.
   *
   * @return false when somebody who reads kept it from being done
   */
  default boolean vacuum() throws SQLException {
    return true;
  }

  /**
   * Has what was deleted disappear from files beside the tables, where there are any.
   *
   * @param writer with nothing uncommitted on it
   * @return false when readers kept it from being done
   */
  default boolean scrub(Connection writer) throws SQLException {
    return true;
  }

  /** Pooled connections that cannot write. */
  DataSource readers();

  void close();

  /** Whether several nodes may work on this database. */
  static boolean isShared(StoreSettings settings) {
    return settings.url().startsWith("jdbc:postgresql:");
  }

  /** Opens the engine the URL names. */
  static Engine of(StoreSettings settings) throws SQLException {
    if (settings.url().startsWith(SqliteUrl.PREFIX)) {
      return new SqliteEngine(settings);
    }
    if (isShared(settings)) {
      return new PostgresEngine(settings);
    }
    throw new InvalidConfigurationPropertyValueException(
        "aftercall.store.url", null, "must begin with jdbc:sqlite: or jdbc:postgresql:");
  }
}
