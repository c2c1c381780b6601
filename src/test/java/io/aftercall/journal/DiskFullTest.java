package io.aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.aftercall.Prerequisite;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of a few megabytes that fills up: whatever was confirmed is there, and it goes on. */
@Timeout(60)
class DiskFullTest {
  private static final int BODY = 20_000;

  @TempDir Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "none", disk.toString());
    Prerequisite.require(mounted, "skipped: a small disk can only be mounted by root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatWasConfirmedIsThereAndItGoesOnWhenThereIsRoomAgain() throws Exception {
    Path ballast = Files.write(disk.resolve("ballast"), new byte[3_000_000]);
    List<String> confirmed = new ArrayList<>();
    try (Store store = Databases.open(Databases.sqlite(disk))) {
      Journal journal = new Journal(store, InstantSource.system());
      fill(journal, confirmed);
      assertThat(store.trouble()).isPresent();
      assertThat(new EventQueries(store, InstantSource.system()).count(EventFilter.all()))
          .as("nothing half written")
          .isEqualTo(confirmed.size());

      Files.delete(ballast);
      journal.append(call("after"));
      confirmed.add("after");

      assertThat(store.trouble()).isEmpty();
      List<EventRow> rows =
          new EventQueries(store, InstantSource.system())
              .find(EventFilter.all().page(10_000, null));
      assertThat(rows).extracting(EventRow::callId).containsExactlyInAnyOrderElementsOf(confirmed);
    }
  }

  private static void fill(Journal journal, List<String> confirmed) {
    for (int i = 0; i < 2_000; i++) {
      try {
        journal.append(call("call-" + i));
        confirmed.add("call-" + i);
      } catch (StoreUnavailableException full) {
        return;
      }
    }
    fail("the disk never became full");
  }

  private static NewWebhook call(String id) {
    return new NewWebhook("famulor", "call", id, "h:" + id, "{}", new byte[BODY], null);
  }
}
