package io.aftercall.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that an earlier version has filled. */
class UpgradeTest {
  private static final String PHONE = "+4915112345678";
  private static final List<String> STATES =
      List.of("pending", "sending", "delivered", "rejected", "failed", "superseded", "discarded");

  private static final int MORE = 3_000;

  @TempDir Path folder;

  private StoreSettings filledAtVersion7(Dialect dialect) throws SQLException {
    boolean shared = dialect.shared();
    StoreSettings settings = shared ? Databases.postgres() : Databases.sqlite(folder);
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("classpath:db/migration", "classpath:db/" + (shared ? "postgres" : "sqlite"))
        .placeholders(Map.of("text", dialect.text(), "blob", dialect.blob()))
        .target("7")
        .load()
        .migrate();
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement()) {
      for (String state : STATES) {
        statement.executeUpdate(insert(state));
      }
    }
    return settings;
  }

  private static String insert(String state) {
    return """
    insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
      person_key, priority, seq, state, due_at, created_at, state_at, mapping_version)
    values ('%1$s', 'e', 'famulor', 'c', 1, 'crm', 1, '%2$s', 1, 1, '%1$s', 1, 2, 3, 'v1')\
    """
        .formatted(state, PHONE);
  }

  private static Store open(StoreSettings settings) {
    return Store.open(settings, BodyEncryption.of(null), InstantSource.system());
  }

  private static int change(Store store, String sql) {
    return store.write(
        transaction -> {
          try (Statement statement = transaction.connection().createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void whatIsOpenStaysOpenAndNothingElse(Dialect dialect) throws Exception {
    try (Store store = open(filledAtVersion7(dialect))) {
      List<String> rows =
          store.read(
              db ->
                  db.sql(
                          "select state || ' ' || is_open || ' ' || person_key || ' ' || state_at"
                              + " || mapping_version from delivery")
                      .query(String.class)
                      .list());
      assertThat(rows)
          .containsExactlyInAnyOrderElementsOf(
              STATES.stream()
                  .map(s -> s + (s.endsWith("ing") ? " 1 " : " 0 ") + PHONE + " 3v1")
                  .toList());

      String forgotten = "update delivery set state = 'delivered' where id = 'pending'";
      if (dialect.shared()) {
        assertThat(change(store, forgotten)).as("by a node of the version before").isOne();
        assertThat(isOpen(store, "pending")).isZero();
      } else {
        assertThatThrownBy(() -> change(store, forgotten)).hasStackTraceContaining("is_open");
      }
    }
  }

  private static int isOpen(Store store, String id) {
    String sql = "select is_open from delivery where id = ?";
    return store.read(db -> db.sql(sql).params(id).query(Integer.class).single());
  }

  @Test
  void theOldTableLeavesNoPhoneBehind() throws Exception {
    StoreSettings settings = filledAtVersion7(Dialect.SQLITE);
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < MORE; i++) {
        statement.executeUpdate(insert("delivered").replace("('delivered'", "('" + i + "'"));
      }
      connection.commit();
    }
    try (Store store = open(settings)) {
      assertThat(change(store, "delete from delivery")).isEqualTo(STATES.size() + MORE);
      assertThat(store.scrub()).isTrue();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain(PHONE);
        }
      }
    }
  }
}
