package io.aftercall.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteErasureTest extends ErasureContract {
  @TempDir static Path folder;

  @Override
  StoreSettings settings() {
    return Databases.sqlite(folder);
  }

  /** Not in freed pages and not in the log either. */
  @Test
  void thePhoneIsInNoByteOfTheFiles() throws IOException {
    for (int i = 0; i < 50; i++) {
      decided("max-" + i, MAX, EventState.ROUTED);
    }
    settle(DeliveryState.DELIVERED);
    assertThat(files()).contains(MAX);

    assertThat(erasure.erase(DataSubject.person(MAX), "anna", "ticket").complete()).isTrue();

    assertThat(files()).doesNotContain(MAX, "max-1");
  }

  private static String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.toString().endsWith("-shm")).toList()) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return all.toString();
  }
}
