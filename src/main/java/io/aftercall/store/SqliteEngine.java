package io.aftercall.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The embedded database: one file, one process. */
final class SqliteEngine implements Engine {
  /** Of 4 kB: a log of 80 MB. */
  private static final int LARGE_LOG_PAGES = 20_000;

  private static final int BUSY_MILLIS = 10_000;

  /** While the log is cut the writer waits for readers, and all wait for the writer. */
  private static final int READERS_MILLIS = 100;

  private final SQLiteDataSource source;
  private final DatabaseFileLock claim;
  private final int readerCount;
  private HikariDataSource readers;
  private WalCheckpointer walCheckpointer;

  SqliteEngine(StoreSettings settings) {
    Path file = file(settings.url());
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create the folder of the database: " + file, e);
    }
    claim = DatabaseFileLock.on(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-64 * 1024);
    // Nobody asks for them, and the driver would read every statement's text for it.
    config.setGetGeneratedKeys(false);
    source = new SQLiteDataSource(new SQLiteConfig(lessThanSaid(config, settings.url())));
    source.setUrl(settings.url());
    readerCount = settings.readers();
  }

  /** What the URL says stands, and is looked at when the connection is open. */
  private static Properties lessThanSaid(SQLiteConfig config, String url) {
    Properties defaults = config.toProperties();
    for (String setting : url.replaceFirst("^[^?]*\\??", "").split("&", -1)) {
      defaults.remove(setting.replaceFirst("=.*", ""));
    }
    return defaults;
  }

  private static Path file(String url) {
    String name = url.substring("jdbc:sqlite:".length());
    String path = name.replaceFirst("\\?.*", "").replaceFirst("^file:(//)?", "");
    String lower = name.toLowerCase(Locale.ROOT);
    if (path.isBlank() || path.startsWith(":") || lower.matches(".*[?&]mode=memory.*")) {
      throw new NotDurableException(
          "the SQLite URL names a database in memory",
          "Name a file in aftercall.store.url, as in " + StoreSettings.DEFAULT_URL + ".");
    }
    return Path.of(path).toAbsolutePath();
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
  public synchronized void startBackgroundTasks() {
    walCheckpointer = new WalCheckpointer(source);
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
        statement.execute("pragma busy_timeout = " + BUSY_MILLIS);
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
    if (walCheckpointer != null) {
      walCheckpointer.close();
      walCheckpointer = null;
    }
    if (readers != null) {
      readers.close();
    }
    claim.release();
  }
}
