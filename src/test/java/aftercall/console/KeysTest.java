package aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The passwords and the token, and the files they are kept in. */
class KeysTest {
  private static final int QUICK = 4;

  @TempDir private Path folder;
  private final PasswordEncoder encoder = new BCryptPasswordEncoder(QUICK);
  private Path userFile;
  private Path tokenFile;
  private Users users;

  @BeforeEach
  void begin() {
    userFile = folder.resolve("new/data/users");
    tokenFile = folder.resolve("new/data/api-token");
    users = new Users(new SecretFile(userFile));
  }

  @Test
  void theFirstPasswordIsMadeUpOnceAndOnlyItsHashIsKept() throws IOException {
    String password = users.begin(null, encoder).orElseThrow();

    assertThat(password).matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
    assertThat(Files.readString(userFile)).startsWith("admin:$2a$").doesNotContain(password);
    assertThat(encoder.matches(password, users.loadUserByUsername("admin").getPassword())).isTrue();
    assertThat(users.begin(null, encoder)).isEmpty();
  }

  @Test
  void theFirstPasswordCanBeSetAndIsNotSaidThen() {
    assertThat(users.begin("correct horse", encoder)).isEmpty();
    String kept = users.loadUserByUsername("admin").getPassword();
    assertThat(encoder.matches("correct horse", kept)).isTrue();
  }

  @Test
  void aPasswordSetLaterDoesNotReplaceTheFirst() {
    users.begin("correct horse", encoder);
    users.begin("another one", encoder);
    String kept = users.loadUserByUsername("admin").getPassword();
    assertThat(encoder.matches("correct horse", kept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "0123456789012345678901234567890123456789012345678901234567890123456789012"
      })
  void aPasswordThatIsNoneIsRefusedAtTheStart(String password) {
    assertThatThrownBy(() -> users.begin(password, encoder))
        .hasMessage("AFTERCALL_ADMIN_PASSWORD must have 8 to 72 characters");
    assertThat(userFile).doesNotExist();
  }

  @Test
  void aLineMoreIsAPersonMore() throws IOException {
    users.begin("correct horse", encoder);
    Files.writeString(userFile, Files.readString(userFile) + "anna:" + encoder.encode("annas own"));
    String kept = users.loadUserByUsername("anna").getPassword();
    assertThat(encoder.matches("annas own", kept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "admin:$2a$04$", "ADMIN"})
  void whoIsNotThereIsNotLetIn(String name) {
    users.begin("correct horse", encoder);
    assertThatThrownBy(() -> users.loadUserByUsername(name))
        .isInstanceOf(UsernameNotFoundException.class);
  }

  @Test
  void aTokenIsMadeUpAndFoundAgain() throws IOException {
    ApiToken first = ApiToken.of(null, new SecretFile(tokenFile));
    String token = Files.readString(tokenFile).strip();

    assertThat(token).hasSize(52);
    assertThat(first.is(token)).isTrue();
    assertThat(ApiToken.of(null, new SecretFile(tokenFile)).is(token)).isTrue();
    assertThat(first.is(token.substring(1))).isFalse();
    assertThat(first.is("")).isFalse();
  }

  @Test
  void aTokenThatIsSetIsNotWrittenAnywhere() {
    ApiToken token = ApiToken.of("from the environment", new SecretFile(tokenFile));
    assertThat(token.is("from the environment")).isTrue();
    assertThat(tokenFile).doesNotExist();
  }

  @Test
  void onlyTheServiceMayReadItsFiles() throws IOException {
    users.begin(null, encoder);
    ApiToken.of(null, new SecretFile(tokenFile));
    for (Path file : new Path[] {userFile, tokenFile}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    try (var left = Files.list(userFile.getParent())) {
      assertThat(left).containsExactlyInAnyOrder(userFile, tokenFile);
    }
  }

  @Test
  void anEmptyFileIsNoFile() throws IOException {
    Files.createDirectories(tokenFile.getParent());
    Files.writeString(tokenFile, "\n");
    assertThat(new SecretFile(tokenFile).text()).isEqualTo(Optional.empty());
  }
}
