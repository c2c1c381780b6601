package io.aftercall.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the database says nothing without the key, and nothing false with it. */
class BodyEncryptionTest {
  private static final byte[] OPEN = "{\"customer_phone\":\"+4915112345678\"}".getBytes(UTF_8);
  private static final String OLD = "k1:" + key(1);
  private static final String NEW = "k2:" + key(2);

  @TempDir Path folder;

  private static String key(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void whatIsSealedIsReadAgainAndNeverLooksTheSame() {
    BodyEncryption bodyEncryption = BodyEncryption.of(OLD);
    EncryptedBytes once = bodyEncryption.encrypt(OPEN, "a");
    EncryptedBytes twice = bodyEncryption.encrypt(OPEN, "a");

    assertThat(once.key()).isEqualTo("k1");
    assertThat(new String(once.bytes(), UTF_8)).doesNotContain("15112345678");
    assertThat(once.bytes()).isNotEqualTo(twice.bytes());
    assertThat(bodyEncryption.open(once, "a")).isEqualTo(OPEN);
  }

  @Test
  void theFirstKeySealsAndTheOthersStillOpen() {
    EncryptedBytes old = BodyEncryption.of(OLD).encrypt(OPEN, "a");
    BodyEncryption both = BodyEncryption.of(NEW + ", " + OLD);

    assertThat(both.open(old, "a")).isEqualTo(OPEN);
    assertThat(both.encrypt(OPEN, "a").key()).isEqualTo("k2");
    assertThatThrownBy(() -> BodyEncryption.of(NEW).open(old, "a"))
        .isInstanceOf(DecryptionException.class)
        .hasMessageContaining("k1");
  }

  @Test
  void whatWasChangedOrMovedDoesNotOpen() {
    BodyEncryption bodyEncryption = BodyEncryption.of(OLD);
    EncryptedBytes encryptedBytes = bodyEncryption.encrypt(OPEN, "a");
    byte[] changed = encryptedBytes.bytes().clone();
    changed[20] ^= 1;

    assertThatThrownBy(() -> bodyEncryption.open(new EncryptedBytes(changed, "k1"), "a"))
        .isInstanceOf(DecryptionException.class);
    assertThatThrownBy(() -> bodyEncryption.open(encryptedBytes, "b"))
        .isInstanceOf(DecryptionException.class);
    assertThatThrownBy(() -> bodyEncryption.open(new EncryptedBytes(new byte[3], "k1"), "a"))
        .isInstanceOf(DecryptionException.class);
  }

  @Test
  void withoutKeysBytesLieOpen() {
    EncryptedBytes lying = BodyEncryption.of(" ").encrypt(OPEN, "a");
    assertThat(lying).isEqualTo(new EncryptedBytes(OPEN, null));
    assertThat(BodyEncryption.of(OLD).open(lying, "b")).isEqualTo(OPEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2VjcmV0",
        "k1:c2VjcmV0",
        "k1:c2VjcmV0 not base64",
        "k 1:c2VjcmV0",
        ":c2VjcmV0",
        "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  void aWrongSettingIsToldWithoutTheKey(String setting) {
    assertThatThrownBy(() -> BodyEncryption.of(setting))
        .isInstanceOf(KeyMismatchException.class)
        .hasMessageContaining("aftercall.privacy.keys")
        .hasMessageNotContaining("c2VjcmV0")
        .hasMessageNotContaining("AAAA");
    assertThat(BodyEncryption.of(OLD).toString()).isEqualTo("Seals[k1]");
  }

  @Test
  void aStoreDoesNotOpenWithoutTheKeysItsCallsAreSealedWith() {
    StoreSettings settings = Databases.sqlite(folder);
    TestClock clock = new TestClock();
    Store.open(settings, BodyEncryption.of(OLD), clock).close();

    assertThatThrownBy(() -> Store.open(settings, clock))
        .isInstanceOf(KeyMismatchException.class)
        .hasMessageContaining("k1")
        .hasMessageContaining("AFTERCALL_PRIVACY_KEYS");
    assertThatThrownBy(() -> Store.open(settings, BodyEncryption.of("k1:" + key(3)), clock))
        .isInstanceOf(KeyMismatchException.class)
        .hasMessageContaining("another one than before");
    assertThatCode(() -> Store.open(settings, BodyEncryption.of(NEW + "," + OLD), clock).close())
        .doesNotThrowAnyException();
  }
}
