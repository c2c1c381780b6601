package io.aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receipt that was given survives the process that gave it. */
@Timeout(60)
class CrashTest {
  private static final int ENOUGH = 400;

  @TempDir Path folder;

  @Test
  void everyReceiptGivenBeforeTheKillIsInTheJournal() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> given = new ArrayList<>();
    try (BufferedReader receipts = child.inputReader(StandardCharsets.UTF_8)) {
      while (given.size() < ENOUGH) {
        String line = receipts.readLine();
        assertThat(line).as("the child died early").isNotNull();
        if (line.startsWith("receipt ")) {
          given.add(line.substring("receipt ".length()));
        }
      }
      // By its handle: Process.destroyForcibly would also close the pipe with the last receipts.
      child.toHandle().destroyForcibly();
      child.waitFor();
      receipts
          .lines()
          .filter(line -> line.matches("receipt .{26}"))
          .forEach(line -> given.add(line.substring("receipt ".length())));
    }

    try (Store store = Databases.open(Databases.sqlite(folder))) {
      Journal journal = new Journal(store, InstantSource.system());
      EventQueries events = new EventQueries(store, InstantSource.system());
      Set<String> kept =
          events.find(EventFilter.all().page(1_000_000, null)).stream()
              .map(EventRow::id)
              .collect(Collectors.toSet());
      assertThat(kept).containsAll(given);
      assertThat(journal.bodies(given)).hasSameSizeAs(given);
      assertThat(journal.append(JournalContract.call("after", "the crash")).verdict())
          .isEqualTo(AppendResult.ACCEPTED);
    }
  }

  /** The child: eight callers append and say so, until they are killed. */
  static final class Appender {
    public static void main(String[] args) {
      PrintStream out =
          new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
      Store store = Databases.open(Databases.sqlite(Path.of(args[0])));
      Journal journal = new Journal(store, InstantSource.system());
      for (int caller = 0; caller < 8; caller++) {
        String name = "caller-" + caller + "-";
        new Thread(
                () -> {
                  for (int i = 0; ; i++) {
                    AppendReceipt appendReceipt =
                        journal.append(JournalContract.call(name + i, "body ".repeat(200)));
                    out.println("receipt " + appendReceipt.eventId());
                  }
                })
            .start();
      }
    }
  }
}
