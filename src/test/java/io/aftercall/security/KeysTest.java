package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.store.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The passwords and the token, and the files they are kept in. */
class KeysTest {
  private static final int QUICK = 4;

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final PasswordEncoder encoder = new BCryptPasswordEncoder(QUICK);
  private Path userFile;
  private Path tokenFile;
  private Users users;

  @BeforeEach
  void begin() {
    userFile = folder.resolve("new/data/users");
    tokenFile = folder.resolve("new/data/api-token");
    users = new Users(new SecretFile(userFile), encoder);
  }

  @Test
  void theInitialPasswordIsMadeUpOnceAndOnlyItsHashIsKept() throws IOException {
    String password = users.begin(null).orElseThrow();

    assertThat(password).matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
    assertThat(Files.readString(userFile)).startsWith("admin:$2a$").doesNotContain(password);
    assertThat(encoder.matches(password, users.loadUserByUsername("admin").getPassword())).isTrue();
    assertThat(users.begin(null)).isEmpty();
  }

  @Test
  void theInitialPasswordCanBeSetAndIsNotSaidThen() {
    assertThat(users.begin("correct horse")).isEmpty();
    String kept = users.loadUserByUsername("admin").getPassword();
    assertThat(encoder.matches("correct horse", kept)).isTrue();
  }

  @Test
  void aPasswordSetLaterDoesNotReplaceTheFirst() {
    users.begin("correct horse");
    users.begin("another one");
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
    assertThatThrownBy(() -> users.begin(password))
        .hasMessageContaining("AFTERCALL_ADMIN_PASSWORD")
        .hasMessageContaining("must have 8 to 72 characters");
    assertThat(userFile).doesNotExist();
  }

  @Test
  void aLineMoreIsAPersonMore() throws IOException {
    users.begin("correct horse");
    Files.writeString(userFile, Files.readString(userFile) + "anna:" + encoder.encode("annas own"));
    String kept = users.loadUserByUsername("anna").getPassword();
    assertThat(encoder.matches("annas own", kept)).isTrue();
  }

  @Test
  void aRoleStandsBehindThePasswordAndAnAdminWithoutOne() throws IOException {
    users.begin("correct horse");
    String made = users.set("vera", Role.VIEWER, null);
    users.set("otto", Role.OPERATOR, "ottos own one");
    Files.writeString(userFile, Files.readString(userFile) + "anna:" + encoder.encode("annas own"));
    assertThat(users.all())
        .extracting(Users.UserRecord::toString)
        .containsExactly("admin (admin)", "vera (viewer)", "otto (operator)", "anna (admin)");
    assertThat(encoder.matches(made, users.loadUserByUsername("vera").getPassword())).isTrue();
    assertThat(Files.readString(userFile)).doesNotContain(made, "ottos own one");
  }

  @Test
  void whoIsChangedOrTakenOutHasToSignInAgain() {
    users.begin("correct horse");
    users.set("vera", Role.VIEWER, "veras own one");
    ConsoleUser vera = (ConsoleUser) users.loadUserByUsername("vera");
    vera.eraseCredentials();
    assertThat(vera.isStillIn(users.all())).isTrue();
    users.setRole("vera", Role.OPERATOR);
    assertThat(vera.isStillIn(users.all())).isFalse();
    users.setRole("vera", Role.VIEWER);
    assertThat(vera.isStillIn(users.all())).isTrue();
    users.set("vera", null, "another one");
    assertThat(vera.isStillIn(users.all())).isFalse();
    users.remove("vera");
    assertThatThrownBy(() -> users.loadUserByUsername("vera"))
        .isInstanceOf(UsernameNotFoundException.class);
  }

  @Test
  void theLastAdminCannotBeLost() {
    users.begin("correct horse");
    assertThatThrownBy(() -> users.remove("admin")).hasMessageContaining("nobody would be left");
    assertThatThrownBy(() -> users.setRole("admin", Role.VIEWER))
        .hasMessageContaining("nobody would be left");
    users.set("anna", Role.ADMIN, null);
    users.remove("admin");
    assertThat(users.all()).extracting(Users.UserRecord::name).containsExactly("anna");
  }

  @ParameterizedTest
  @CsvSource({
    "'', a good password, a name has",
    "two words, a good password, a name has",
    "a:b, a good password, a name has",
    "vera, short, a password has 8 to 72",
    "vera, , say which role",
  })
  void whatCannotBeKeptIsRefused(String name, String password, String says) {
    users.begin("correct horse");
    assertThatThrownBy(() -> users.set(name, null, password)).hasMessageContaining(says);
    assertThat(users.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "admin:$2a$04$", "ADMIN"})
  void whoIsNotThereIsNotLetIn(String name) {
    users.begin("correct horse");
    assertThatThrownBy(() -> users.loadUserByUsername(name))
        .isInstanceOf(UsernameNotFoundException.class);
  }

  private Tokens tokens(String set) {
    SecretFile named = new SecretFile(folder.resolve("new/data/tokens"));
    return new Tokens(Tokens.house(set, new SecretFile(tokenFile)), named, clock);
  }

  @Test
  void aTokenIsMadeUpAndFoundAgain() throws IOException {
    Tokens first = tokens(null);
    String token = Files.readString(tokenFile).strip();

    assertThat(token).hasSize(52);
    Tokens.TokenPrincipal house = new Tokens.TokenPrincipal("api", Role.ADMIN);
    assertThat(first.bearer(token)).contains(house);
    assertThat(tokens(null).bearer(token)).contains(house);
    assertThat(first.bearer(token.substring(1))).isEmpty();
    assertThat(first.bearer("")).isEmpty();
  }

  @Test
  void aTokenThatIsSetIsNotWrittenAnywhere() {
    assertThat(tokens("from the environment").bearer("from the environment")).isPresent();
    assertThat(tokenFile).doesNotExist();
  }

  @Test
  void aNamedTokenMayWhatItsRoleMayUntilItEnds() throws IOException {
    Tokens tokens = tokens("house");
    String word = tokens.make("grafana", Role.VIEWER, Duration.ofDays(1));
    assertThat(tokens.bearer(word)).contains(new Tokens.TokenPrincipal("api:grafana", Role.VIEWER));
    assertThat(Files.readString(folder.resolve("new/data/tokens"))).doesNotContain(word);

    clock.pass(Duration.ofDays(1));
    assertThat(tokens.bearer(word)).isEmpty();
    String next = tokens.make("grafana", Role.OPERATOR, null);
    clock.pass(Duration.ofDays(4_000));
    assertThat(tokens.bearer(next))
        .contains(new Tokens.TokenPrincipal("api:grafana", Role.OPERATOR));
    assertThat(tokens.bearer(word)).isEmpty();

    tokens.remove("grafana");
    assertThat(tokens.bearer(next)).isEmpty();
    assertThatThrownBy(() -> tokens.remove("grafana")).hasMessage("there is no token grafana");
    assertThatThrownBy(() -> tokens.make("two words", Role.VIEWER, null))
        .isInstanceOf(AccessException.class);
  }

  @Test
  void onlyTheServiceMayReadItsFiles() throws IOException {
    users.begin(null);
    tokens(null);
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
