package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercall.config.Authentication;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** HTTP Basic: name and password in {@code Authorization}. */
final class BasicAuthenticator implements Authenticator {
  private static final String SCHEME = "Basic ";

  private final Authentication.Basic basic;
  private final byte[] user;

  BasicAuthenticator(Authentication.Basic basic) {
    this.basic = basic;
    user = basic.user().getBytes(UTF_8);
  }

  @Override
  public boolean signsBody() {
    return false;
  }

  @Override
  public AuthResult check(WebhookRequest webhookRequest, RequestBody requestBody) {
    String header = webhookRequest.header().apply("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return AuthResult.ABSENT;
    }
    byte[] login;
    try {
      login = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
    } catch (IllegalArgumentException e) {
      return AuthResult.WRONG;
    }
    int colon = 0;
    while (colon < login.length && login[colon] != ':') {
      colon++;
    }
    byte[] password = Arrays.copyOfRange(login, Math.min(colon + 1, login.length), login.length);
    // Both are looked at, so that the time says nothing about which one is wrong.
    return AuthResult.right(
        MessageDigest.isEqual(user, Arrays.copyOf(login, colon))
            & basic.secret().matches(new String(password, UTF_8)));
  }
}
