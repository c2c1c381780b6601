package io.aftercall.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.journal.Journal;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.BodyEncryption;
import io.aftercall.store.Databases;
import io.aftercall.store.KeyMismatchException;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.StoredSecrets;
import io.aftercall.store.TestClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From open to one key to the next; broken off in between; and every body reads as it came. */
class ReencryptionTest {
  private static final String OLD = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW = "k2:" + OLD.substring(3).replace("AAAA=", "BBAA=");

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final List<String> ids = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void everyBodyGetsTheCurrentKeyAndTheOldOneMayGo(String engine) {
    StoreSettings settings =
        engine.equals("SQLITE") ? Databases.sqlite(folder) : Databases.postgres();
    try (Store open = Store.open(settings, clock)) {
      append(open, 7);
    }
    try (Store old = Store.open(settings, BodyEncryption.of(OLD), clock)) {
      append(old, 8);
      new StoredSecrets(old, clock).keep("crm.oauth", "refreshed");
      allRead(old);
    }
    try (Store both = Store.open(settings, BodyEncryption.of(NEW + "," + OLD), clock)) {
      Reencryption reencryption = new Reencryption(both, List.of(StoredSecrets.SEALED));
      Reencryption.Page first = reencryption.step("", 4);
      assertThat(first.sealed()).isEqualTo(4);
      assertThat(reencryption.retire()).isFalse();

      int sealed = 0;
      String after = "";
      while (after != null) {
        Reencryption.Page page = reencryption.step(after, 4);
        sealed += page.sealed();
        after = page.next();
      }
      // The other bodies, the secret of this test, and the one the call search keeps.
      assertThat(sealed).isEqualTo(13);
      assertThat(keys(both)).containsOnly("k2");
      assertThat(reencryption.retire()).isTrue();
      allRead(both);
    }
    try (Store fresh = Store.open(settings, BodyEncryption.of(NEW), clock)) {
      allRead(fresh);
      assertThat(new StoredSecrets(fresh, clock).get("crm.oauth")).contains("refreshed");
    }
    assertThatThrownBy(() -> Store.open(settings, BodyEncryption.of(OLD), clock))
        .isInstanceOf(KeyMismatchException.class)
        .hasMessageContaining("k2");
  }

  private void append(Store store, int count) {
    Journal journal = new Journal(store, clock);
    for (int i = 0; i < count; i++) {
      String id = "c" + ids.size();
      byte[] body = ("body of " + id).getBytes(UTF_8);
      ids.add(
          journal
              .append(new NewWebhook("famulor", "call", id, "h" + id, "{}", body, null))
              .eventId());
    }
  }

  private void allRead(Store store) {
    assertThat(new Journal(store, clock).bodies(ids))
        .hasSize(ids.size())
        .allSatisfy(
            stored ->
                assertThat(new String(stored.body(), UTF_8))
                    .isEqualTo("body of c" + ids.indexOf(stored.eventId())));
  }

  private static List<String> keys(Store store) {
    return store.read(db -> db.sql("select key_id from event_body").query(String.class).list());
  }
}
