package aftercall.console;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Who may use the console: lines {@code name:bcrypt} in one file, as {@code htpasswd -B} writes
 * them. Read at every login, so a new line works at once.
 */
final class Users implements UserDetailsService {
  static final String FIRST = "admin";
  private static final int SHORTEST = 8;

  /** More bytes than that bcrypt does not look at. */
  private static final int LONGEST = 72;

  private final SecretFile file;

  Users(SecretFile file) {
    this.file = file;
  }

  /**
   * Makes the first user when there is none.
   *
   * @param password for it, or null: then one is made up
   * @return the password that was made up
   */
  Optional<String> begin(String password, PasswordEncoder encoder) {
    if (file.text().isPresent()) {
      return Optional.empty();
    }
    Optional<String> madeUp =
        password == null ? Optional.of(RandomWord.readable(4)) : Optional.empty();
    String first = madeUp.orElse(password);
    int bytes = first.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < SHORTEST || bytes > LONGEST) {
      throw new IllegalStateException(
          "AFTERCALL_ADMIN_PASSWORD must have %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    file.write(FIRST + ":" + encoder.encode(first));
    return madeUp;
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    return file.text()
        .orElse("")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name + ":") && !name.isEmpty())
        .findFirst()
        .map(line -> User.withUsername(name).password(line.substring(name.length() + 1)))
        .map(user -> user.roles("OPERATOR").build())
        .orElseThrow(() -> new UsernameNotFoundException("no such user"));
  }
}
