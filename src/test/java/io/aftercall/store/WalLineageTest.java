package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log is replayed into its own database file, and into no other. */
@Timeout(60)
class WalLineageTest {
  @TempDir Path folder;
  private Path file;
  private Path wal;
  private Store store;

  @BeforeEach
  void begin() {
    file = folder.resolve("aftercall.db");
    wal = folder.resolve("aftercall.db-wal");
    store = Databases.open(Databases.sqlite(folder));
  }

  @AfterEach
  void end() {
    store.close();
  }

  private int put(String id) {
    return store.write(
        transaction -> {
          PreparedStatement insert =
              transaction.statement(
                  "insert into event_body (event_id, body) values (?, zeroblob(3000))");
          insert.setString(1, id);
          return insert.executeUpdate();
        });
  }

  private static void cut(Path file, long size) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    }
  }

  /** As a killed process leaves it: the file and its log. */
  private Path leftBehind(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    Files.copy(file, copy.resolve("aftercall.db"));
    if (Files.exists(wal)) {
      Files.copy(wal, copy.resolve("aftercall.db-wal"));
    }
    return copy;
  }

  /** Writes until the file's version was counted up once more. */
  private void stamped() {
    long before = version();
    Awaitility.await().until(() -> put("stamp " + System.nanoTime()) == 1 && version() > before);
  }

  private long version() {
    return store.read(db -> db.sql("pragma user_version").query(Long.class).single());
  }

  @Test
  void aLogIsReplayedIntoItsOwnFileOnly() throws Exception {
    stamped();
    assertThat(store.scrub()).isTrue();
    Path early = Files.copy(file, folder.resolve("early.db"));
    stamped();
    stamped();
    assertThat(store.scrub()).isTrue();
    stamped();
    Path crashed = leftBehind("crashed");
    assertThat(reason(crashed)).isEmpty();

    Files.copy(early, crashed.resolve("aftercall.db"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> Databases.open(Databases.sqlite(crashed)))
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("older than the log");

    Path stranger = Files.createDirectory(folder.resolve("stranger"));
    try (Store another = Databases.open(Databases.sqlite(stranger))) {
      assertThat(another.canCommit()).isTrue();
    }
    Files.copy(wal, stranger.resolve("aftercall.db-wal"));
    assertThatThrownBy(() -> Databases.open(Databases.sqlite(stranger)))
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("does not belong");
  }

  @Test
  void whatAKilledProcessLeavesIsStartedWith() throws Exception {
    for (int i = 0; i < 3; i++) {
      stamped();
      Path crashed = leftBehind("crash " + i);
      assertThat(reason(crashed)).isEmpty();
      try (Store after = Databases.open(Databases.sqlite(crashed))) {
        long rows = rows(after);
        assertThat(rows).isEqualTo(rows(store));
      }
    }
  }

  private static long rows(Store store) {
    return store.read(db -> db.sql("select count(*) from event_body").query(Long.class).single());
  }

  private static Optional<String> reason(Path data) throws IOException {
    return Optional.ofNullable(
        WalLineage.contradiction(data.resolve("aftercall.db"), data.resolve("aftercall.db-wal")));
  }

  @Test
  void aTornEndOfTheLogIsNoContradiction() throws Exception {
    stamped();
    Path crashed = leftBehind("torn");
    Path log = crashed.resolve("aftercall.db-wal");
    for (long size = Files.size(log); size > 0; size -= 1_777) {
      cut(log, size);
      assertThat(reason(crashed)).as("%d bytes", size).isEmpty();
    }
    Files.write(log, new byte[5000], StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(reason(crashed)).isEmpty();
  }
}
