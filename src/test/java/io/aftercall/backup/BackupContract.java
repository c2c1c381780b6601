package io.aftercall.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.backup.BackupException.Kind;
import io.aftercall.journal.ErasureLog;
import io.aftercall.journal.EventResult;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.journal.NewWebhook;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.LeaseRequest;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running installation is copied whole, and comes back as it was. */
@Timeout(60)
abstract class BackupContract {
  @TempDir Path home;
  final TestClock clock = new TestClock();
  InstallationFiles installation;

  abstract StoreSettings settings();

  @BeforeEach
  void install() throws Exception {
    installation = InstallationFiles.of(home, "data", settings());
    write("data/users", "admin:hash:admin");
    write("data/api-token", "token-1");
    write("config/application.yaml", "server: {}");
    write("routes/deliver/mail.camel.yaml", "uri: outbox:mail");
  }

  void write(String name, String text) throws Exception {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  Store open() {
    return Store.open(installation.store(), clock);
  }

  @Test
  void aBackupIsInTheAuditLog() throws Exception {
    try (Store store = open()) {
      // A service that has written once must not hold the lock of the file while it is idle.
      call(store, "1");
      assertThat(new Backup(installation, clock).to(home.resolve("audited.backup")).audited())
          .isTrue();
      List<String> about =
          store.read(
              db ->
                  db.sql("select about from operator_action where what = 'backup'")
                      .query(String.class)
                      .list());
      assertThat(about).singleElement().asString().startsWith("the database and ");
      // The service goes on: its file was not touched by a stranger.
      assertThat(store.canCommit()).isTrue();
    }
  }

  /** Comes in, is routed to the CRM and delivered there. */
  void call(Store store, String id) {
    Journal journal = new Journal(store, clock);
    Outbox outbox = new Outbox(store, clock);
    journal.append(
        new NewWebhook(
            "famulor", "call", id, "h:" + id, "{}", ("body " + id).getBytes(UTF_8), null));
    for (LeasedEvent open : journal.lease("famulor", 100, Duration.ofMinutes(1), "n")) {
      NewDelivery.CallRef ref = new NewDelivery.CallRef("famulor", open.callId(), open.revision());
      NewDelivery crm =
          new NewDelivery(open.id(), ref, "crm", 1, "+4930" + id, clock.millis(), 2, null, false);
      store.write(
          transaction -> {
            journal.close(
                transaction,
                List.of(
                    new EventResult(
                        open.id(), open.leaseToken(), EventState.ROUTED, "why", "+4930" + id)));
            return outbox.add(transaction, List.of(crm));
          });
    }
    outbox.lease(new LeaseRequest("crm", 100, Duration.ofMinutes(1), "n")).stream()
        .map(
            lease ->
                new DeliveryResult(
                    lease,
                    DeliveryState.DELIVERED,
                    null,
                    "why",
                    "00Q1",
                    new Attempt(clock.instant(), 5, "delivered", "why", "{}", "ok", "v1", "n")))
        .forEach(deliveryResult -> outbox.record(List.of(deliveryResult)));
  }

  static long rows(Store store, String table) {
    return store.read(db -> db.sql("select count(*) from " + table).query(Long.class).single());
  }

  Path archive() {
    return home.resolve("copy.aftercall");
  }

  @Test
  void aCopyOfARunningServiceIsPutBackWhole() throws Exception {
    try (Store store = open()) {
      call(store, "1");
      call(store, "2");
      clock.pass(Duration.ofMinutes(5));
      Backup.Done done = new Backup(installation, clock).to(archive());
      assertThat(done.files()).isEqualTo(5);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive())))
          .isEqualTo("rw-------");
      clock.pass(Duration.ofMinutes(5));
      call(store, "3");
      assertThatThrownBy(() -> new Restore(installation, clock).from(archive(), false))
          .isInstanceOfSatisfying(
              BackupException.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.BUSY));
      assertThat(rows(store, "event")).isEqualTo(3);
    }
    write("data/users", "somebody:else:admin");
    write("config/application.yaml", "edited: true");

    Restore.Done restored = new Restore(installation, clock).from(archive(), false);

    assertThat(restored.known()).isTrue();
    assertThat(restored.callsSince()).isEqualTo(1);
    assertThat(restored.deliveredSince()).containsOnlyKeys("crm").containsEntry("crm", 1L);
    assertThat(restored.paused()).containsExactly("crm", "mail");
    assertThat(home.resolve("data/users")).hasContent("admin:hash:admin");
    assertThat(home.resolve("config/application.yaml")).hasContent("server: {}");
    assertThat(restored.replaced().resolve("config/application.yaml")).hasContent("edited: true");
    try (Store store = open()) {
      assertThat(rows(store, "event")).isEqualTo(2);
      assertThat(rows(store, "delivery")).isEqualTo(2);
      assertThat(new DestinationPauses(store, clock).all()).containsOnlyKeys("crm", "mail");
      assertThat(rows(store, "operator_action")).isEqualTo(1);
    }
  }

  @Test
  void whatWasErasedAfterTheCopyIsKnownToBeErasedAgain() throws Exception {
    String print;
    try (Store store = open()) {
      call(store, "1");
      new Backup(installation, clock).to(archive());
      clock.pass(Duration.ofMinutes(5));
      print = new Journal(store, clock).erased().ofPerson("+49301");
    }
    new ErasureLog(home.resolve("data"))
        .append(List.of(new ErasureLog.Entry(clock.instant(), print, null)));

    assertThat(new Restore(installation, clock).from(archive(), true).erasuresToRepeat())
        .isEqualTo(1);
    assertThat(new Restore(installation, clock).from(archive(), true).erasuresToRepeat())
        .as("once more")
        .isEqualTo(1);
  }

  @Test
  void anArchiveThatIsNotWholeChangesNothing() throws Exception {
    try (Store store = open()) {
      call(store, "1");
      new Backup(installation, clock).to(archive());
      call(store, "2");
    }
    byte[] whole = Files.readAllBytes(archive());
    for (int part = 1; part < 10; part++) {
      Path cut = home.resolve("cut-" + part);
      Files.write(cut, java.util.Arrays.copyOf(whole, whole.length * part / 10));
      assertThatThrownBy(() -> new Restore(installation, clock).from(cut, false))
          .isInstanceOf(BackupException.class);
    }
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    Files.write(home.resolve("changed"), changed);
    assertThatThrownBy(() -> new Restore(installation, clock).from(home.resolve("changed"), false))
        .isInstanceOf(BackupException.class);
    try (Store store = open()) {
      assertThat(rows(store, "event")).isEqualTo(2);
    }
    assertThatThrownBy(() -> new Backup(installation, clock).to(archive()))
        .hasMessageContaining("there already");
  }
}
