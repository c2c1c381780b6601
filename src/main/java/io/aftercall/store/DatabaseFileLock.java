package io.aftercall.store;

import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process per database: a lock on a file beside it, and one on the database file itself, for a
 * file may have several names (hard and symbolic links), and each name a log of its own. The
 * operating system gives both back when the process ends, however it ends.
 */
final class DatabaseFileLock {
  /** Behind all bytes SQLite itself locks or ever writes. */
  private static final long INODE_BYTE = Long.MAX_VALUE - 1;

  private final Path database;
  private final FileChannel beside;
  private FileChannel inode;

  private DatabaseFileLock(Path database, FileChannel beside) {
    this.database = database;
    this.beside = beside;
  }

  static DatabaseFileLock on(Path database) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    try {
      PrivateFiles.file(file);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (locked(channel, 0)) {
        return new DatabaseFileLock(database, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the database: " + file, e);
    }
    throw taken(database, "");
  }

  /**
   * Locks the file itself, made empty when it is not there. To be called before SQLite opens it and
   * never again: the system drops all locks a process holds on a file when any handle on it closes.
   */
  void lockFile() {
    try {
      PrivateFiles.file(database);
      inode = FileChannel.open(database, StandardOpenOption.WRITE);
      if (!locked(inode, INODE_BYTE)) {
        throw taken(database, " under another name of the same file");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the database: " + database, e);
    }
  }

  private static StoreUnavailableException taken(Path database, String how) {
    return new StoreUnavailableException(
        "Another process already works on "
            + database
            + how
            + ". Stop it first, or use PostgreSQL to run several nodes.",
        null);
  }

  private static boolean locked(FileChannel channel, long from) throws IOException {
    try {
      FileLock lock = channel.tryLock(from, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  void release() {
    try {
      if (inode != null) {
        inode.close();
      }
      beside.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
