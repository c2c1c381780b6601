package aftercall.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one word that opens the API. Kept as its hash only. */
final class ApiToken {
  private static final int SIGNS = 52;

  private final byte[] hash;

  ApiToken(String token) {
    hash = sha256(token);
  }

  /** The token that is set, else the one in the file, else a new one that is written there. */
  static ApiToken of(String set, SecretFile file) {
    return new ApiToken(set != null ? set : file.text().orElseGet(() -> fresh(file)));
  }

  private static String fresh(SecretFile file) {
    String token = RandomWord.of(SIGNS);
    file.write(token);
    return token;
  }

  /** Takes as long for a wrong word as for the right one. */
  boolean is(String word) {
    return MessageDigest.isEqual(hash, sha256(word));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
