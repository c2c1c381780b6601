package io.aftercall.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words that open the API. The house's own may do everything; those with a name are made for
 * programs, may do what their role may, and end. Only hashes are kept: lines {@code
 * name|role|end|sha256} in one file, {@code end} empty for never.
 */
public final class Tokens {
  /** Who did it, when it was done with the house's own token. */
  static final String HOUSE = "api";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int SIGNS = 52;

  private final byte[] house;
  private final SecretFile file;
  private final InstantSource clock;

  /**
   * One named token.
   *
   * @param end null: never
   */
  public record TokenRecord(String name, Role role, Instant end, String hash) {
    static Optional<TokenRecord> of(String text) {
      String[] parts = text.strip().split("\\|", -1);
      if (parts.length != 4) {
        return Optional.empty();
      }
      try {
        Instant end = parts[2].isEmpty() ? null : Instant.parse(parts[2]);
        return Role.of(parts[1]).map(role -> new TokenRecord(parts[0], role, end, parts[3]));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }

    private String text() {
      return String.join("|", name, role.text(), end == null ? "" : end.toString(), hash);
    }

    @Override
    public String toString() {
      return name + " (" + role.text() + ")";
    }
  }

  /** Whose word it is. */
  record TokenPrincipal(String name, Role role) {}

  Tokens(String house, SecretFile file, InstantSource clock) {
    this.house = sha256(house);
    this.file = file;
    this.clock = clock;
  }

  /** The house's token: the one that is set, else the one in the file, else a new one there. */
  static String house(String set, SecretFile file) {
    return set != null ? set : file.text().orElseGet(() -> fresh(file));
  }

  private static String fresh(SecretFile file) {
    String token = RandomSecret.of(SIGNS);
    file.write(token);
    return token;
  }

  /** Takes as long for a wrong word as for the right one. */
  Optional<TokenPrincipal> bearer(String word) {
    byte[] hash = sha256(word);
    TokenPrincipal found =
        MessageDigest.isEqual(house, hash) ? new TokenPrincipal(HOUSE, Role.ADMIN) : null;
    byte[] hex = HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    Instant now = clock.instant();
    for (TokenRecord tokenRecord : all()) {
      boolean same =
          MessageDigest.isEqual(tokenRecord.hash().getBytes(StandardCharsets.US_ASCII), hex);
      if (same && (tokenRecord.end() == null || now.isBefore(tokenRecord.end()))) {
        found = new TokenPrincipal(HOUSE + ":" + tokenRecord.name(), tokenRecord.role());
      }
    }
    return Optional.ofNullable(found);
  }

  public List<TokenRecord> all() {
    return file.text().orElse("").lines().map(TokenRecord::of).flatMap(Optional::stream).toList();
  }

  /**
   * Makes a token. Whoever had one of this name has it no more.
   *
   * @param life null: for good
   * @return the word; it is not kept
   */
  public synchronized String make(String name, Role role, Duration life) {
    if (!NAME.matcher(name).matches()) {
      throw new AccessException(
          "a token's name has up to 64 letters, digits and . _ -, and begins with a letter or a"
              + " digit");
    }
    String word = RandomSecret.of(SIGNS);
    Instant end = life == null ? null : clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
    List<TokenRecord> tokenRecords = without(name);
    tokenRecords.add(new TokenRecord(name, role, end, HexFormat.of().formatHex(sha256(word))));
    save(tokenRecords);
    return word;
  }

  /** It opens nothing from now on. */
  public synchronized void remove(String name) {
    List<TokenRecord> tokenRecords = without(name);
    if (tokenRecords.size() == all().size()) {
      throw new AccessException("there is no token " + name);
    }
    save(tokenRecords);
  }

  private List<TokenRecord> without(String name) {
    return all().stream()
        .filter(tokenRecord -> !tokenRecord.name().equals(name))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void save(List<TokenRecord> tokenRecords) {
    file.write(tokenRecords.stream().map(TokenRecord::text).collect(Collectors.joining("\n")));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
