package io.aftercall.store;

/**
 * The database takes nothing now: away, full, overloaded or closed. Nothing of the work is known to
 * be stored; the same work may be tried again later.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
