package io.aftercall.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process per database file: a lock on a file beside it. The operating system gives it back
 * when the process ends, however it ends.
 */
final class DatabaseFileLock {
  private final FileChannel channel;

  private DatabaseFileLock(FileChannel channel) {
    this.channel = channel;
  }

  static DatabaseFileLock on(Path database) {
    Path beside = database.resolveSibling(database.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new DatabaseFileLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the database: " + beside, e);
    }
    throw new StoreUnavailableException(
        "Another process already works on "
            + database
            + ". Stop it first, or use PostgreSQL to run several nodes.",
        null);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  void release() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
