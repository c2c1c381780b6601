package io.aftercall.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** The embedded database: one file, one process. */
final class SqliteEngine implements Engine {
  /** Of 4 kB: a log of 80 MB. */
  private static final int LARGE_LOG_PAGES = 20_000;

  private static final long LINEAGE_NANOS = 1_000_000_000L;

  /** While the log is cut the writer waits for readers, and all wait for the writer. */
  private static final int READERS_MILLIS = 100;

  private final SQLiteDataSource source;
  private final Path file;
  private final DatabaseFileLock claim;
  private final int readerCount;
  private DatabaseFileWatch watch;
  private FileRounds rounds;
  private long versioned;
  private HikariDataSource readers;
  private WalCheckpointer walCheckpointer;

  /**
   * @throws UnusableDatabaseException when the file is not what it was, or cannot be read
   */
  SqliteEngine(StoreSettings settings) throws SQLException {
    file = SqliteUrl.file(settings.url());
    readerCount = settings.readers();
    source = SqliteUrl.source(settings.url());
    try {
      PrivateFiles.folder(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create the folder of the database: " + file, e);
    }
    claim = DatabaseFileLock.on(file);
    try {
      open();
    } catch (SQLException | RuntimeException e) {
      close();
      if (SqlFailureKind.of(e) == SqlFailureKind.FINAL) {
        throw damaged(e);
      }
      throw e;
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("Cannot read the database " + file, e);
    }
  }

  private void open() throws IOException, SQLException {
    DatabaseFileCheck check = new DatabaseFileCheck(file);
    check.beforeOpening();
    claim.lockFile();
    for (String beside : List.of("", "-wal", "-shm")) {
      PrivateFiles.close(Path.of(file + beside));
    }
    Connection anchor = writer();
    anchor.setAutoCommit(true);
    watch = new DatabaseFileWatch(file, anchor);
    check.leaveMarker();
  }

  private UnusableDatabaseException damaged(Exception e) {
    return new UnusableDatabaseException(
        "The database %s is damaged (%s). Nothing was changed; to go back to a copy run: aftercall restore FILE"
            .formatted(file, e.getMessage()));
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public DataSource source() {
    return source;
  }

  @Override
  public Connection writer() throws SQLException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      String journal = pragma(statement, "journal_mode");
      if (!journal.equalsIgnoreCase("wal")) {
        throw new NotDurableException(
            "SQLite runs with journal_mode=" + journal,
            "Take journal_mode out of aftercall.store.url and keep the file on a local disk: WAL is"
                + " needed.");
      }
      int synchronous = Integer.parseInt(pragma(statement, "synchronous"));
      if (synchronous < 2) {
        throw new NotDurableException(
            "SQLite runs with synchronous=" + (synchronous == 0 ? "OFF" : "NORMAL"),
            "Take synchronous out of aftercall.store.url: FULL is needed.");
      }
      statement.execute("pragma wal_autocheckpoint = " + LARGE_LOG_PAGES);
      // What is deleted or moved is overwritten: a phone number must not outlive its row.
      statement.execute("pragma secure_delete = on");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String pragma(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("pragma " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public synchronized void startBackgroundTasks(Consumer<Throwable> onFinal) {
    walCheckpointer = new WalCheckpointer(source, onFinal);
    rounds = new FileRounds(watch, onFinal);
  }

  /** Once a second at most: see {@link WalLineage}. Only the writer's thread comes here. */
  @Override
  public void beforeCommit(Connection writer) throws SQLException {
    long now = System.nanoTime();
    if (versioned == 0 || now - versioned > LINEAGE_NANOS) {
      try (Statement statement = writer.createStatement()) {
        int version = Integer.parseInt(pragma(statement, "user_version"));
        int next = version <= 0 ? new SecureRandom().nextInt(1, 1 << 30) : version + 1;
        statement.execute("pragma user_version = " + next);
      }
      versioned = now;
    }
  }

  @Override
  public void afterCommit() throws SQLException {
    watch.verify();
  }

  @Override
  public long logSize() {
    return watch.logSize();
  }

  @Override
  public void begin(Connection writer) throws SQLException {
    if (writer.getAutoCommit()) {
      writer.setAutoCommit(false);
    }
  }

  /**
   * The driver begins the next transaction as soon as one ends, and its lock would keep every other
   * process from writing, a backup's line in the audit log among them.
   */
  @Override
  public void idle(Connection writer) throws SQLException {
    if (!writer.getAutoCommit()) {
      writer.setAutoCommit(true);
    }
  }

  /** Only with no transaction open, and the driver begins the next one as soon as one ends. */
  @Override
  public boolean scrub(Connection writer) throws SQLException {
    walCheckpointer.checkpointPassive();
    writer.setAutoCommit(true);
    try (Statement statement = writer.createStatement()) {
      statement.execute("pragma busy_timeout = " + READERS_MILLIS);
      try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(TRUNCATE)")) {
        return row.next() && row.getInt("busy") == 0;
      } finally {
        statement.execute("pragma busy_timeout = " + SqliteUrl.BUSY_MILLIS);
      }
    } finally {
      writer.setAutoCommit(false);
    }
  }

  @Override
  public synchronized DataSource readers() {
    if (readers == null) {
      HikariConfig config = new HikariConfig();
      config.setPoolName("aftercall-readers");
      config.setDataSource(source);
      config.setConnectionInitSql("pragma query_only = 1");
      config.setMaximumPoolSize(readerCount);
      config.setConnectionTimeout(5_000);
      readers = new HikariDataSource(config);
    }
    return readers;
  }

  @Override
  public synchronized void close() {
    if (rounds != null) {
      rounds.close();
      rounds = null;
    }
    if (walCheckpointer != null) {
      walCheckpointer.close();
      walCheckpointer = null;
    }
    if (readers != null) {
      readers.close();
    }
    if (watch != null) {
      watch.close();
    }
    claim.release();
  }
}
