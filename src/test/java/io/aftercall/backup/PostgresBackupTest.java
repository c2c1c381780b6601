package io.aftercall.backup;

import io.aftercall.Prerequisite;
import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;

/** With PostgreSQL's own tools, where they are and are not older than the server. */
class PostgresBackupTest extends BackupContract {
  private static final int SERVER = 14;

  @BeforeAll
  static void toolsAreThere() throws InterruptedException {
    Prerequisite.require(
        version() >= SERVER, "skipped: pg_dump of the server's version is not on the PATH");
  }

  private static int version() throws InterruptedException {
    try {
      Process tool = new ProcessBuilder("pg_dump", "--version").start();
      String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return tool.waitFor() == 0
          ? Integer.parseInt(said.replaceFirst("(?s)^\\D*(\\d+).*", "$1"))
          : 0;
    } catch (IOException none) {
      return 0;
    }
  }

  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
