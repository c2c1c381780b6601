package io.aftercall.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.journal.ErasureLog;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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

  /**
   * Somebody reads at that moment: it is tried until they are gone, and the certificate follows.
   */
  @Test
  void besideAReaderTheBytesGoAsSoonAsTheyCan() throws Exception {
    ErasureCertificates erasureCertificates = new ErasureCertificates(store);
    erasureCertificates.followUp(clock);
    for (int i = 0; i < 50; i++) {
      decided("max-" + i, MAX, EventState.ROUTED);
    }
    ErasureCertificate early;
    try (Connection reader = DriverManager.getConnection(settings.url())) {
      reader.setAutoCommit(false);
      assertThat(reader.createStatement().executeQuery("select * from event").next()).isTrue();
      early = erasure.erase(DataSubject.person(MAX), "anna", "ticket");
      assertThat(early.complete()).isFalse();
      assertThat(store.bytesWaitSince()).isPresent();
      assertThat(files()).contains(MAX);
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> erasureCertificates.get(early.id()).orElseThrow().complete());

    assertThat(files()).doesNotContain(MAX, "max-1");
    assertThat(erasureCertificates.get(early.id()).orElseThrow().goneAt())
        .isEqualTo(clock.instant());
    assertThat(store.bytesWaitSince()).isEmpty();
  }

  @Test
  void afterARoundOfTheRetentionTheBytesAreGone() throws Exception {
    for (int i = 0; i < 50; i++) {
      done("max-" + i, MAX, DeliveryState.DELIVERED);
    }
    assertThat(files()).contains(MAX);
    clock.pass(Duration.ofDays(401));
    ClockGuard guard = new ClockGuard(store, clock);
    guard.confirm("anna", "a test");
    RetentionSettings settings =
        new RetentionSettings(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(400), null);
    Retention retention =
        new Retention(
            store, settings, new LeaderLease(store, "retention", "a", clock), guard, clock);
    while (retention.lastRound() == null) {
      retention.step();
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !files().contains(MAX));
    assertThat(rows("event")).isZero();
  }

  /** The copy that was restored holds somebody who was erased since. */
  @Test
  void anErasureIsRepeatedByItsPrintAlone() throws Exception {
    String mine = done("max-1", MAX, DeliveryState.DELIVERED);
    String other = done("eva-1", EVA, DeliveryState.DELIVERED);
    clock.pass(Duration.ofMinutes(1));
    long at = clock.millis();
    clock.pass(Duration.ofMinutes(1));
    String later = done("max-2", MAX, DeliveryState.DELIVERED);
    String print = journal.erased().ofPerson(MAX);
    store.write(
        transaction ->
            transaction
                .connection()
                .createStatement()
                .executeUpdate(
                    "insert into erasure_to_repeat (print, at) values ('%s', %d)"
                        .formatted(print, at)));

    ErasureCertificate erasureCertificate = erasure.repeat().orElseThrow();

    assertThat(erasureCertificate.rows()).containsEntry("event", 1).containsEntry("delivery", 1);
    assertThat(events.get(mine)).isEmpty();
    assertThat(events.get(other)).isPresent();
    assertThat(events.get(later)).as("came in after the erasure").isPresent();
    assertThat(erasure.repeat()).isEmpty();
  }

  @Test
  void whatIsErasedIsWrittenDownBesideTheDatabaseToo() throws Exception {
    String id = done("max-1", MAX, DeliveryState.DELIVERED);
    erasure.erase(DataSubject.person(MAX), "anna", "ticket");
    Path written = logFolder.resolve("erasures");
    assertThat(Files.readString(written)).doesNotContain(MAX, "max-1");
    assertThat(ErasureLog.read(written))
        .extracting(ErasureLog.Entry::print)
        .contains(journal.erased().ofPerson(MAX), journal.erased().ofCall("famulor", "max-1"));
    assertThat(ErasureLog.read(written)).extracting(ErasureLog.Entry::receipt).contains(id);
    Files.writeString(written, "17 torn", StandardOpenOption.APPEND);
    assertThat(ErasureLog.read(written)).extracting(ErasureLog.Entry::print).doesNotContain("torn");
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
