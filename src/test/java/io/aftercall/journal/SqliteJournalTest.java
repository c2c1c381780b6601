package io.aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
  @TempDir static Path folder;

  @Override
  StoreSettings settings() {
    return Databases.sqlite(folder);
  }

  @Test
  void aClaimReadsOpenEventsOnly() {
    List<String> plan =
        store.read(
            db ->
                db.sql("explain query plan " + Journal.claimSql(""))
                    .params("famulor", 1L, "famulor", 1L, 2L, 10, 2L, "node")
                    .query((row, n) -> row.getString("detail"))
                    .list());
    assertThat(plan)
        .anyMatch(line -> line.contains("event_open (source=?)"))
        .anyMatch(line -> line.contains("event_lent (source=? AND due_at>? AND due_at<?)"))
        .noneMatch(line -> line.matches("SCAN event\\b.*"))
        .noneMatch(line -> line.contains("TEMP B-TREE"));
  }

  @Test
  void aFreshProcessTakesUpWhatTheKilledOneHadInHand() {
    journal.append(call("1", "a"));
    LeasedEvent lost = claim(1).get(0);
    assertThat(claim(1)).isEmpty();
    assertThat(journal.expireLeases()).isEqualTo(1);
    LeasedEvent held = claim(1).get(0);
    assertThat(close(lost, EventState.ROUTED)).isEmpty();
    assertThat(close(held, EventState.ROUTED)).containsExactly(held.id());
  }
}
