package io.aftercall.store;

/**
 * The database file is not what it should be: missing, damaged, or beside a log of another one.
 * Nothing was changed; the message says what to do. The service does not start with it.
 */
public final class UnusableDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableDatabaseException(String message) {
    super(message);
  }
}
