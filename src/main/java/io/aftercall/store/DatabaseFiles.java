package io.aftercall.store;

import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteDataSource;

/** The embedded database as files: copied while it is in use, or exchanged while it is not. */
public final class DatabaseFiles implements AutoCloseable {
  private final Path file;
  private final DatabaseFileLock claim;

  private DatabaseFiles(Path file, DatabaseFileLock claim) {
    this.file = file;
    this.claim = claim;
  }

  /** Whether the database is a file at all. */
  public static boolean isFile(StoreSettings settings) {
    return settings.url().startsWith(SqliteUrl.PREFIX);
  }

  /** Absolute. */
  public static Path of(StoreSettings settings) {
    return SqliteUrl.file(settings.url());
  }

  /**
   * Keeps every service off the database until closed.
   *
   * @throws StoreUnavailableException when one works on it
   */
  public static DatabaseFiles lock(StoreSettings settings) throws IOException {
    Path file = of(settings);
    PrivateFiles.folder(file.getParent());
    DatabaseFileLock claim = DatabaseFileLock.on(file);
    try {
      claim.lockFile();
      return new DatabaseFiles(file, claim);
    } catch (RuntimeException e) {
      claim.release();
      throw e;
    }
  }

  /**
   * Copies all that is committed at one moment, while a service runs or not.
   *
   * @param target is made, for the own user only
   * @throws UnusableDatabaseException when there is none, or it is not what it was
   */
  public static void copy(StoreSettings settings, Path target) throws IOException, SQLException {
    Path file = of(settings);
    examine(file);
    PrivateFiles.file(target);
    SQLiteDataSource source = SqliteUrl.source(settings.url());
    try (Connection connection = source.getConnection();
        PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
      copy.setString(1, target.toString());
      copy.execute();
    }
  }

  /** While a service runs it has looked itself, and the log changes all the time. */
  /** One more connection to the database, whether a service works on it or not. */
  public static Connection connect(StoreSettings settings) throws SQLException {
    return isFile(settings)
        ? SqliteUrl.source(settings.url()).getConnection()
        : openServer(settings, false);
  }

  private static void examine(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new UnusableDatabaseException("There is no database at " + file);
    }
    DatabaseFileLock free;
    try {
      free = DatabaseFileLock.on(file);
    } catch (StoreUnavailableException running) {
      return;
    }
    try {
      new DatabaseFileCheck(file).beforeOpening();
    } finally {
      free.release();
    }
  }

  /** What SQLite finds wrong with a file nobody has open; {@code ok} when nothing. */
  public static String integrity(Path database) {
    String url = SqliteUrl.PREFIX + "file:" + database + "?immutable=1";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("pragma integrity_check(3)")) {
      StringBuilder all = new StringBuilder();
      while (found.next()) {
        all.append(all.isEmpty() ? "" : "; ").append(found.getString(1));
      }
      return all.toString();
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  /** Brings a copy's tables up to date and opens it; no log of an earlier file continues it. */
  public static Connection openCopy(Path copy) throws SQLException {
    SQLiteDataSource source = SqliteUrl.source(SqliteUrl.PREFIX + copy);
    Migrations.run(Dialect.SQLITE, source);
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma user_version = " + new SecureRandom().nextInt(1, 1 << 30));
    }
    return connection;
  }

  /** Opens PostgreSQL plainly and brings its tables up to date. */
  public static Connection openServer(StoreSettings settings, boolean upToDate)
      throws SQLException {
    PostgresEngine engine = new PostgresEngine(settings);
    if (upToDate) {
      Migrations.run(engine);
    }
    return engine.source().getConnection();
  }

  /**
   * Puts a copy in the place of the database and the log that are there, which move to a folder.
   *
   * @param copy on the same disk, closed
   * @param aside is made; afterwards holds what was replaced
   */
  public void install(Path copy, Path aside) throws IOException {
    PrivateFiles.folder(aside);
    for (String beside : new String[] {"-shm", "-wal", ""}) {
      Path old = Path.of(file + beside);
      if (Files.exists(old) && (!beside.isEmpty() || Files.size(old) > 0)) {
        Files.move(old, aside.resolve(old.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    PrivateFiles.close(copy);
    PrivateFiles.force(copy);
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.forceFolder(file.getParent());
    new DatabaseFileCheck(file).leaveMarker();
  }

  /** What {@link #install} moved away, as it was left; empty rows where it cannot be read. */
  public static Connection openReplaced(StoreSettings settings, Path aside) throws SQLException {
    return SqliteUrl.source(SqliteUrl.PREFIX + aside.resolve(of(settings).getFileName()))
        .getConnection();
  }

  @Override
  public void close() {
    claim.release();
  }
}
