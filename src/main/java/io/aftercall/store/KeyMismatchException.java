package io.aftercall.store;

/** The keys that are set do not fit what is stored. Names the setting and what to do. */
public final class KeyMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyMismatchException(String message) {
    super(message);
  }
}
