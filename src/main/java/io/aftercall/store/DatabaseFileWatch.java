package io.aftercall.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Compares the paths of the database and its log with the files that are open: device, inode and
 * size. SQLite itself never looks at a path again, and would go on to confirm commits into a file
 * that is deleted.
 *
 * <p>Safe for several threads.
 */
final class DatabaseFileWatch implements AutoCloseable {
  private static final int WAL_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int WAL_MAGIC = 0x377f0682;

  private final Path database;
  private final Path wal;

  /** Open as long as the service runs: SQLite deletes the log with the last connection. */
  private final Connection anchor;

  private final Object key;
  private long size;
  private Object walKey;
  private long walSize;
  private RandomAccessFile log;
  private DatabaseFileLostException lost;

  /**
   * @param anchor a connection nobody else uses, without a transaction
   */
  DatabaseFileWatch(Path database, Connection anchor) throws SQLException {
    this.database = database;
    wal = Path.of(database + "-wal");
    this.anchor = anchor;
    frames();
    try {
      BasicFileAttributes now = Files.readAttributes(database, BasicFileAttributes.class);
      key = now.fileKey();
      size = now.size();
      lookAtLog();
    } catch (IOException e) {
      throw new SQLException("cannot look at " + database, e);
    }
  }

  /**
   * One look: four system calls, whatever the size.
   *
   * @throws DatabaseFileLostException when a path leads elsewhere or a file was cut; from then on
   *     always
   */
  synchronized void verify() throws SQLException {
    if (lost != null) {
      throw lost;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(database, BasicFileAttributes.class);
      if (!Objects.equals(key, now.fileKey())) {
        throw lose(database + " was replaced by another file");
      }
      if (now.size() < size) {
        throw lose("%s was cut from %d to %d bytes".formatted(database, size, now.size()));
      }
      size = now.size();
      lookAtLog();
    } catch (NoSuchFileException e) {
      throw lose(e.getFile() + " was deleted");
    } catch (IOException e) {
      throw lose(database + " cannot be looked at any more: " + e);
    }
  }

  /** Before anything was written there is none; whoever deletes it later, it was not SQLite. */
  private void lookAtLog() throws IOException, SQLException {
    if (walKey == null && !Files.exists(wal)) {
      return;
    }
    BasicFileAttributes now = Files.readAttributes(wal, BasicFileAttributes.class);
    if (log == null) {
      walKey = now.fileKey() == null ? wal : now.fileKey();
      log = new RandomAccessFile(wal.toFile(), "r");
    } else if (now.fileKey() != null && !walKey.equals(now.fileKey())) {
      throw lose(wal + " was replaced by another file");
    }
    long shortest = now.size() < walSize ? shortest() : 0;
    walSize = log.length();
    if (walSize < shortest) {
      throw lose("%s was cut to %d bytes".formatted(wal, walSize));
    }
    if (walSize >= WAL_HEADER) {
      log.seek(0);
      if ((log.readInt() & ~1) != WAL_MAGIC) {
        throw lose(wal + " was overwritten");
      }
    }
  }

  /** After SQLite itself has cut the log it says so; then less is enough. */
  private long shortest() throws SQLException {
    long frames = frames();
    if (frames <= 0) {
      return 0;
    }
    try (Statement statement = anchor.createStatement();
        ResultSet row = statement.executeQuery("pragma page_size")) {
      row.next();
      return WAL_HEADER + frames * (FRAME_HEADER + row.getLong(1));
    }
  }

  private long frames() throws SQLException {
    try (Statement statement = anchor.createStatement();
        ResultSet row = statement.executeQuery("pragma wal_checkpoint(NOOP)")) {
      row.next();
      return row.getLong("log");
    }
  }

  private DatabaseFileLostException lose(String what) {
    lost = new DatabaseFileLostException(what);
    return lost;
  }

  /** Bytes of the log. */
  synchronized long logSize() {
    return walSize;
  }

  @Override
  public synchronized void close() {
    try {
      anchor.close();
      if (log != null) {
        log.close();
      }
    } catch (SQLException | IOException alreadyBroken) {
      // Nothing is read from them any more.
    }
  }
}
