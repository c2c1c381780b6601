package io.aftercall.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.cli.CommandStage;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SqliteBackupTest extends BackupContract {
  @Override
  StoreSettings settings() {
    return StoreSettings.of("jdbc:sqlite:data/aftercall.db");
  }

  /** The disk broke: the database cannot be read, and a log of it lies there still. */
  @Test
  void aDamagedDatabaseIsReplacedWithItsLog() throws Exception {
    Path file = home.resolve("data/aftercall.db");
    try (Store store = open()) {
      call(store, "1");
      new Backup(installation, clock).to(archive());
    }
    Files.writeString(file, "rubbish, not a database at all");
    Files.write(home.resolve("data/aftercall.db-wal"), new byte[100]);

    Restore.Done restored = new Restore(installation, clock).from(archive(), false);

    assertThat(restored.known()).isFalse();
    assertThat(restored.replaced()).isDirectory();
    try (Store store = open()) {
      assertThat(rows(store, "event")).isEqualTo(1);
    }
  }

  @Test
  void aMissingDatabaseComesBackToo() throws Exception {
    try (Store store = open()) {
      call(store, "1");
      new Backup(installation, clock).to(archive());
    }
    Files.delete(home.resolve("data/aftercall.db"));
    assertThat(new Restore(installation, clock).from(archive(), false).known()).isFalse();
    try (Store store = open()) {
      assertThat(rows(store, "event")).isEqualTo(1);
    }
  }

  @Test
  void theVerbsEndAsScriptsExpect() throws Exception {
    CommandStage terminal =
        new CommandStage()
            .setting("aftercall.data", "data")
            .setting("aftercall.store.url", "jdbc:sqlite:data/aftercall.db");
    String here = home.toString();
    assertThat(terminal.run("backup", archive().toString(), "--home", here).exit())
        .as("no database")
        .isEqualTo(78);
    try (Store store = open()) {
      call(store, "1");
      CommandStage.Result done =
          terminal.run("backup", archive().toString(), "--home", here, "--json");
      assertThat(done.err()).isEmpty();
      assertThat(done.exit()).isZero();
      assertThat(done.out()).contains("\"engine\" : \"sqlite\"", "\"files\" : 5");
      assertThat(terminal.run("backup", archive().toString(), "--home", here).exit()).isEqualTo(64);
      CommandStage.Result busy = terminal.run("restore", archive().toString(), "--home", here);
      assertThat(busy.exit()).isEqualTo(75);
      assertThat(busy.err()).contains("stop it");
    }
    assertThat(terminal.run("restore", here + "/none", "--home", here).exit()).isEqualTo(64);
    CommandStage.Result restored = terminal.run("restore", archive().toString(), "--home", here);
    assertThat(restored.err()).isEmpty();
    assertThat(restored.exit()).isZero();
    assertThat(restored.out())
        .contains("delivered were: none", "Paused until you resume them: crm, mail", "reconcile");
    try (RandomAccessFile cut = new RandomAccessFile(archive().toFile(), "rw")) {
      cut.setLength(cut.length() / 2);
    }
    assertThat(terminal.run("restore", archive().toString(), "--home", here).exit()).isEqualTo(64);
    assertThat(terminal.run("restore", "--help").out()).contains("--data-only", "paused");
  }
}
