package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalCheckpointerTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;

  @Test
  void whatIsCommittedReachesTheFileWithoutTheWriter() throws Exception {
    StoreSettings settings = Databases.sqlite(folder);
    try (Store store = Databases.open(settings);
        Connection looker = DriverManager.getConnection(settings.url())) {
      store.write(WalCheckpointerTest::twentyMegabytes);

      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (left(looker) > 0 && System.nanoTime() < deadline) {
        LockSupport.parkNanos(5_000_000);
      }
      assertThat(left(looker)).isZero();
    }
  }

  private static int twentyMegabytes(Transaction transaction) throws SQLException {
    PreparedStatement insert =
        transaction.statement("insert into event_body (event_id, body) values (?, zeroblob(?))");
    for (int i = 0; i < 20; i++) {
      insert.setString(1, "event " + i);
      insert.setInt(2, MEGABYTE);
      insert.executeUpdate();
    }
    return 20;
  }

  /** Pages that are only in the log; it looks, and moves none. */
  private static int left(Connection looker) throws SQLException {
    try (ResultSet row = looker.createStatement().executeQuery("pragma wal_checkpoint(NOOP)")) {
      row.next();
      return row.getInt("log") - row.getInt("checkpointed");
    }
  }
}
