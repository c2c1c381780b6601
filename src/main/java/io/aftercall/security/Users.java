package io.aftercall.security;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Who may use the console: lines {@code name:bcrypt:role} in one file. A line without a role, as
 * {@code htpasswd -B} writes it, is an admin's. Read at every login and every page, so a change
 * works at once.
 */
public final class Users implements UserDetailsService {
  static final String FIRST = "admin";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final int SHORTEST = 8;

  /** More bytes than that bcrypt does not look at. */
  private static final int LONGEST = 72;

  private final SecretFile file;
  private final PasswordEncoder encoder;

  /** One user. */
  public record UserRecord(String name, String hash, Role role) {
    static Optional<UserRecord> of(String text) {
      String[] parts = text.strip().split(":", -1);
      if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty()) {
        return Optional.empty();
      }
      Optional<Role> role = parts.length == 2 ? Optional.of(Role.ADMIN) : Role.of(parts[2]);
      return role.map(known -> new UserRecord(parts[0], parts[1], known));
    }

    private String text() {
      return name + ":" + hash + ":" + role.text();
    }

    @Override
    public String toString() {
      return name + " (" + role.text() + ")";
    }
  }

  Users(SecretFile file, PasswordEncoder encoder) {
    this.file = file;
    this.encoder = encoder;
  }

  /**
   * Makes the first user when there is none.
   *
   * @param password for it, or null: then one is made up
   * @return the password that was made up
   */
  Optional<String> begin(String password) {
    if (file.text().isPresent()) {
      return Optional.empty();
    }
    if (password != null && !fits(password)) {
      throw new InvalidConfigurationPropertyValueException(
          "AFTERCALL_ADMIN_PASSWORD",
          null,
          "must have %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    String first = password == null ? RandomSecret.readable(4) : password;
    save(List.of(new UserRecord(FIRST, encoder.encode(first), Role.ADMIN)));
    return password == null ? Optional.of(first) : Optional.empty();
  }

  private static boolean fits(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= SHORTEST && bytes <= LONGEST;
  }

  /** All, in the order of the file. */
  public List<UserRecord> all() {
    return file.text().orElse("").lines().map(UserRecord::of).flatMap(Optional::stream).toList();
  }

  /**
   * Lets somebody in, or gives them another password.
   *
   * @param role null: the one they have
   * @param password null: one is made up
   * @return the password
   */
  public synchronized String set(String name, Role role, String password) {
    if (!NAME.matcher(name).matches()) {
      throw new AccessException(
          "a name has up to 64 letters, digits and . _ @ -, and begins with a letter or a digit");
    }
    if (password != null && !fits(password)) {
      throw new AccessException("a password has %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    Optional<UserRecord> before =
        all().stream().filter(userRecord -> userRecord.name().equals(name)).findFirst();
    Role next =
        Optional.ofNullable(role)
            .or(() -> before.map(UserRecord::role))
            .orElseThrow(() -> new AccessException("say which role: viewer, operator or admin"));
    String word = password == null ? RandomSecret.readable(4) : password;
    replace(name, new UserRecord(name, encoder.encode(word), next));
    return word;
  }

  /** Gives somebody another role; their sessions end. */
  public synchronized void setRole(String name, Role role) {
    replace(name, new UserRecord(name, known(name).hash(), role));
  }

  /** Lets somebody in no more; their sessions end. */
  public synchronized void remove(String name) {
    known(name);
    replace(name, null);
  }

  private UserRecord known(String name) {
    return all().stream()
        .filter(userRecord -> userRecord.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AccessException("there is no user " + name));
  }

  /**
   * @param line null: none
   */
  private void replace(String name, UserRecord userRecord) {
    List<UserRecord> userRecords = new ArrayList<>(all());
    int at = userRecords.stream().map(UserRecord::name).toList().indexOf(name);
    if (at >= 0) {
      userRecords.remove(at);
    }
    if (userRecord != null) {
      userRecords.add(at < 0 ? userRecords.size() : at, userRecord);
    }
    if (userRecords.stream().noneMatch(one -> one.role() == Role.ADMIN)) {
      throw new AccessException(
          "nobody would be left who is an admin; make somebody else one first");
    }
    save(userRecords);
  }

  private void save(List<UserRecord> userRecords) {
    file.write(userRecords.stream().map(UserRecord::text).collect(Collectors.joining("\n")));
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    return all().stream()
        .filter(userRecord -> userRecord.name().equals(name))
        .findFirst()
        .map(ConsoleUser::new)
        .orElseThrow(() -> new UsernameNotFoundException("no such user"));
  }
}
