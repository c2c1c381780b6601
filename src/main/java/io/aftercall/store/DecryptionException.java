package io.aftercall.store;

/** Encrypted bytes that cannot be opened: of another key, changed, or moved to another row. */
public final class DecryptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DecryptionException(String key, Throwable cause) {
    super("Stored bytes cannot be opened with the key " + key, cause);
  }
}
