package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is confirmed into a file that nobody will find again. */
@Timeout(60)
class DatabaseFileTest {
  private static final Duration SOON = Duration.ofSeconds(3);

  @TempDir Path folder;
  private Path file;
  private Path wal;
  private Store store;

  /** What somebody does to the file while the service runs. */
  private interface Harm {
    void done() throws Exception;
  }

  @BeforeEach
  void begin() {
    file = folder.resolve("aftercall.db");
    wal = folder.resolve("aftercall.db-wal");
    store = Databases.open(Databases.sqlite(folder));
    for (int i = 0; i < 20; i++) {
      put("call " + i);
    }
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

  /** Without a write in between, so that it is the look at the path that finds it. */
  private void isRefused(Harm harm, String says) throws Exception {
    harm.done();
    assertThatThrownBy(() -> put("after")).isInstanceOf(StoreUnavailableException.class);
    isFinal(says);
  }

  private void isFinal(String says) {
    assertThat(store.trouble())
        .hasValueSatisfying(why -> assertThat(why).hasMessageContaining(says));
    assertThat(store.canCommit()).isFalse();
    assertThatThrownBy(() -> put("later"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("start the service again");
  }

  @Test
  void nothingIsConfirmedIntoADeletedFile() throws Exception {
    isRefused(() -> Files.delete(file), "was deleted");
  }

  @Test
  void norIntoOneThatWasReplaced() throws Exception {
    Path other = Files.copy(file, folder.resolve("other"));
    isRefused(
        () -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING), "replaced by another");
  }

  @Test
  void norBesideALogThatIsGone() throws Exception {
    isRefused(() -> Files.delete(wal), "aftercall.db-wal was deleted");
  }

  @Test
  void norIntoALogThatWasCut() throws Exception {
    isRefused(() -> cut(wal, 0), "aftercall.db-wal");
  }

  @Test
  void aFileThatIsCutIsNoticedWithinSecondsAlsoWhenNobodyWrites() throws Exception {
    assertThat(store.scrub()).isTrue();
    put("one more");
    cut(file, 8192);
    Awaitility.await().atMost(SOON).until(() -> store.trouble().isPresent());
    isFinal("");
  }

  private static void cut(Path file, long size) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    }
  }

  /** Pages that hold rubbish are met by whoever reads them; then nobody is told 202 any more. */
  @Test
  void aReaderThatMeetsDamageEndsTheWritingToo() throws Exception {
    assertThat(store.scrub()).isTrue();
    byte[] rubbish = new byte[4096];
    java.util.Arrays.fill(rubbish, (byte) 0x5a);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = 4096; at + 4096 <= open.length(); at += 4096) {
        open.seek(at);
        open.write(rubbish);
      }
    }
    assertThatThrownBy(
            () ->
                store.read(
                    db ->
                        db.sql("select sum(length(body)) from event_body")
                            .query(Long.class)
                            .single()))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(store.canCommit()).isFalse();
    isFinal("malformed");
  }

  @Test
  void anotherToolMayReadAndCheckpointMeanwhile() throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("pragma wal_checkpoint(TRUNCATE)");
    }
    Awaitility.await().during(Duration.ofMillis(1500)).until(() -> store.trouble().isEmpty());
    assertThat(put("after")).isEqualTo(1);
  }

  @Test
  void aMissingDatabaseIsNotReplacedByAnEmptyOne() throws Exception {
    store.close();
    Files.move(file, folder.resolve("elsewhere"));
    assertThatThrownBy(this::again)
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("missing")
        .hasMessageContaining("restore");
    assertThat(file).doesNotExist();

    Files.createFile(file);
    assertThatThrownBy(this::again).hasMessageContaining("it is empty");
    Files.delete(file);
    Files.delete(DatabaseFileCheck.marker(file));
    again().close();
  }

  private Store again() {
    return Databases.open(Databases.sqlite(folder));
  }

  @Test
  void aFileThatIsNoDatabaseIsToldSo() throws Exception {
    store.close();
    Files.writeString(file, "this was a database once, until somebody wrote over it");
    assertThatThrownBy(this::again)
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aFileThatWasCutIsNotStartedWith() throws Exception {
    store.close();
    cut(file, Files.size(file) / 8192 * 4096);
    assertThatThrownBy(this::again)
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void twoNamesOfOneFileAreOneDatabase() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createLink(other.resolve("aftercall.db"), file);
    assertThatThrownBy(() -> Databases.open(Databases.sqlite(other)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("another name");
    assertThat(put("goes on")).isEqualTo(1);
  }
}
