package io.aftercall.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What the setting {@code aftercall.store.url} says of the embedded database. */
final class SqliteUrl {
  static final String PREFIX = "jdbc:sqlite:";
  static final int BUSY_MILLIS = 10_000;

  private SqliteUrl() {}

  /** Connections that keep what they confirm, unless the URL says otherwise. */
  static SQLiteDataSource source(String url) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-64 * 1024);
    // Nobody asks for them, and the driver would read every statement's text for it.
    config.setGetGeneratedKeys(false);
    SQLiteDataSource made = new SQLiteDataSource(new SQLiteConfig(lessThanSaid(config, url)));
    made.setUrl(url);
    return made;
  }

  /** What the URL says stands, and is looked at when the connection is open. */
  private static Properties lessThanSaid(SQLiteConfig config, String url) {
    Properties defaults = config.toProperties();
    for (String setting : url.replaceFirst("^[^?]*\\??", "").split("&", -1)) {
      defaults.remove(setting.replaceFirst("=.*", ""));
    }
    return defaults;
  }

  static Path file(String url) {
    String name = url.substring(PREFIX.length());
    String path = name.replaceFirst("\\?.*", "").replaceFirst("^file:(//)?", "");
    String lower = name.toLowerCase(Locale.ROOT);
    if (path.isBlank() || path.startsWith(":") || lower.matches(".*[?&]mode=memory.*")) {
      throw new NotDurableException(
          "the SQLite URL names a database in memory",
          "Name a file in aftercall.store.url, as in " + StoreSettings.DEFAULT_URL + ".");
    }
    return Path.of(path).toAbsolutePath();
  }
}
