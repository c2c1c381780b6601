package io.aftercall.store;

import java.sql.SQLException;

/** What was committed went into a file that its path does not lead to any more. */
final class DatabaseFileLostException extends SQLException {
  private static final long serialVersionUID = 1L;

  DatabaseFileLostException(String message) {
    super(message);
  }
}
