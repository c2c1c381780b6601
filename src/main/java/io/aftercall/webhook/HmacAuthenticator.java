package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercall.config.Authentication;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/** A signature over the body alone: {@code sha256=<hex>}. */
final class HmacAuthenticator implements Authenticator {
  private static final String PREFIX = "sha256=";

  private final Authentication.Hmac hmac;

  HmacAuthenticator(Authentication.Hmac hmac) {
    this.hmac = hmac;
  }

  @Override
  public AuthResult check(WebhookRequest webhookRequest, RequestBody requestBody) {
    String given = webhookRequest.header().apply(hmac.header());
    if (given == null) {
      return AuthResult.ABSENT;
    }
    return AuthResult.right(
        requestBody
            .bytes()
            .flatMap(hmac.secret()::sign)
            .filter(mac -> isHex(mac, given))
            .isPresent());
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
