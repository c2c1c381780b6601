package aftercall.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import aftercall.config.Proof;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/** A signature over the body alone: {@code sha256=<hex>}. */
final class HmacCheck implements ProofCheck {
  private static final String PREFIX = "sha256=";

  private final Proof.Hmac hmac;

  HmacCheck(Proof.Hmac hmac) {
    this.hmac = hmac;
  }

  @Override
  public Finding look(Knock knock, Content content) {
    String given = knock.header().apply(hmac.header());
    if (given == null) {
      return Finding.ABSENT;
    }
    return Finding.right(
        content.bytes().flatMap(hmac.secret()::sign).filter(mac -> isHex(mac, given)).isPresent());
  }

  private static boolean isHex(byte[] mac, String given) {
    String hex = given.startsWith(PREFIX) ? given.substring(PREFIX.length()) : given;
    return hexMatches(mac, hex);
  }

  /** Whether {@code given} is this signature in hex, compared in constant time. */
  static boolean hexMatches(byte[] mac, String given) {
    byte[] expected = HexFormat.of().formatHex(mac).getBytes(UTF_8);
    return MessageDigest.isEqual(expected, given.toLowerCase(Locale.ROOT).getBytes(UTF_8));
  }
}
