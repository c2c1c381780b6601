package aftercall.store;

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
class SealsTest {
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
    Seals seals = Seals.of(OLD);
    Sealed once = seals.seal(OPEN, "a");
    Sealed twice = seals.seal(OPEN, "a");

    assertThat(once.key()).isEqualTo("k1");
    assertThat(new String(once.bytes(), UTF_8)).doesNotContain("15112345678");
    assertThat(once.bytes()).isNotEqualTo(twice.bytes());
    assertThat(seals.open(once, "a")).isEqualTo(OPEN);
  }

  @Test
  void theFirstKeySealsAndTheOthersStillOpen() {
    Sealed old = Seals.of(OLD).seal(OPEN, "a");
    Seals both = Seals.of(NEW + ", " + OLD);

    assertThat(both.open(old, "a")).isEqualTo(OPEN);
    assertThat(both.seal(OPEN, "a").key()).isEqualTo("k2");
    assertThatThrownBy(() -> Seals.of(NEW).open(old, "a"))
        .isInstanceOf(SealBroken.class)
        .hasMessageContaining("k1");
  }

  @Test
  void whatWasChangedOrMovedDoesNotOpen() {
    Seals seals = Seals.of(OLD);
    Sealed sealed = seals.seal(OPEN, "a");
    byte[] changed = sealed.bytes().clone();
    changed[20] ^= 1;

    assertThatThrownBy(() -> seals.open(new Sealed(changed, "k1"), "a"))
        .isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> seals.open(sealed, "b")).isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> seals.open(new Sealed(new byte[3], "k1"), "a"))
        .isInstanceOf(SealBroken.class);
  }

  @Test
  void withoutKeysBytesLieOpen() {
    Sealed lying = Seals.of(" ").seal(OPEN, "a");
    assertThat(lying).isEqualTo(new Sealed(OPEN, null));
    assertThat(Seals.of(OLD).open(lying, "b")).isEqualTo(OPEN);
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
    assertThatThrownBy(() -> Seals.of(setting))
        .isInstanceOf(WrongKeys.class)
        .hasMessageContaining("aftercall.privacy.keys")
        .hasMessageNotContaining("c2VjcmV0")
        .hasMessageNotContaining("AAAA");
    assertThat(Seals.of(OLD).toString()).isEqualTo("Seals[k1]");
  }

  @Test
  void aStoreDoesNotOpenWithoutTheKeysItsCallsAreSealedWith() {
    StoreSettings settings = Databases.sqlite(folder);
    TestClock clock = new TestClock();
    Store.open(settings, Seals.of(OLD), clock).close();

    assertThatThrownBy(() -> Store.open(settings, clock))
        .isInstanceOf(WrongKeys.class)
        .hasMessageContaining("k1")
        .hasMessageContaining("AFTERCALL_PRIVACY_KEYS");
    assertThatThrownBy(() -> Store.open(settings, Seals.of("k1:" + key(3)), clock))
        .isInstanceOf(WrongKeys.class)
        .hasMessageContaining("another one than before");
    assertThatCode(() -> Store.open(settings, Seals.of(NEW + "," + OLD), clock).close())
        .doesNotThrowAnyException();
  }
}
