package io.aftercall.store;

/**
 * Where calls are kept.
 *
 * @param url {@code jdbc:sqlite:data/aftercall.db} or {@code jdbc:postgresql://…}
 * @param user null for SQLite, or when the URL says it
 * @param password null for SQLite, or when the URL says it
 * @param readers connections for questions, beside the one that writes
 * @param maxWaiting pieces of work that may wait for the writer before callers are turned away
 */
public record StoreSettings(String url, String user, String password, int readers, int maxWaiting) {
  public static final String DEFAULT_URL = "jdbc:sqlite:data/aftercall.db";

  public StoreSettings {
    if (url == null || url.isBlank()) {
      url = DEFAULT_URL;
    }
    if (readers < 1 || maxWaiting < 1) {
      throw new IllegalArgumentException("readers and maxWaiting are at least 1");
    }
  }

  public StoreSettings(String url, String user, String password) {
    this(url, user, password, 4, 10_000);
  }

  public static StoreSettings of(String url) {
    return new StoreSettings(url, null, null);
  }

  /** Bytes of bodies that may wait for the writer: an eighth of the memory, 32 MB at least. */
  static long maxWaitingBytes() {
    return Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 8);
  }

  /** The URL without what it may carry after its question mark: a password. */
  String address() {
    return url.replaceFirst("\\?.*", "");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "StoreSettings[" + address() + ", readers=" + readers + "]";
  }
}
