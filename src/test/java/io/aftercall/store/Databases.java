package io.aftercall.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Real databases for tests: SQLite in a folder, PostgreSQL started once for the whole run. */
public final class Databases {
  private static final List<String> TABLES =
      List.of(
          "event",
          "event_body",
          "call_card",
          "call_search",
          "delivery",
          "attempt",
          "attempt_answer",
          "kept_secret",
          "destination",
          "change",
          "written",
          "erased",
          "erasure",
          "suppression",
          "suppression_hash",
          "suppression_words",
          "person_record",
          "calendar_entry",
          "promise",
          "duty",
          "notice",
          "clock_mark",
          "erasure_to_repeat",
          "operator_action",
          "bulk_order",
          "config_file",
          "config_set",
          "config_serving");
  private static final AtomicInteger numbers = new AtomicInteger();

  private Databases() {}

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start("on");
  }

  /** A server of its own, which keeps what it confirms or not. */
  public static EmbeddedPostgres start(String fsync) {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", fsync)
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("shared_buffers", "256MB")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static StoreSettings sqlite(Path folder) {
    return StoreSettings.of("jdbc:sqlite:" + folder.resolve("aftercall.db"));
  }

  /** A new, empty database. */
  public static StoreSettings postgres() {
    String name = "aftercall_" + numbers.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return StoreSettings.of(Server.POSTGRES.getJdbcUrl("postgres", name));
  }

  public static Store open(StoreSettings settings) {
    return Store.open(settings, InstantSource.system());
  }

  /** Empties all tables. */
  public static void clear(Store store) {
    store.write(
        transaction -> {
          try (Statement statement = transaction.connection().createStatement()) {
            for (String table : TABLES) {
              statement.executeUpdate("delete from " + table);
            }
          }
          return null;
        });
  }
}
