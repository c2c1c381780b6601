package io.aftercall.destination.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What lets us into a system: nothing, a fixed key or token, a name and password (HTTP Basic, RFC
 * 7617), OAuth 2.0 tokens that are fetched when they are needed (RFC 6749 §4.4 client credentials,
 * §6 refresh token), or a session that a login of the route's own opens.
 */
final class Credential {
  static final Credential NONE = new Credential(Kind.FIXED, "", null, null);

  private static final int MARGIN_SECONDS = 60;

  private final Kind kind;
  private final String name;
  private final URI tokenAddress;
  private final Login login;
  private String token;
  private Instant until = Instant.MAX;

  enum Kind {
    FIXED,
    BASIC,
    OAUTH,
    SESSION
  }

  /**
   * What a token is asked for with.
   *
   * @param user client id or name
   * @param refresh token as it is set; empty without one
   */
  record Login(String user, String secret, String refresh, String scope) {}

  private Credential(Kind kind, String name, URI tokenAddress, Login login) {
    this.kind = kind;
    this.name = name;
    this.tokenAddress = tokenAddress;
    this.login = login;
  }

  /**
   * @param name of the setting, or what stands before the settings of a login
   */
  static Credential of(String name, HttpSettings settings) throws NotConfiguredException {
    if (name.isEmpty()) {
      return NONE;
    }
    if (!settings.has(name) && settings.has(name + ".username")) {
      Login login =
          new Login(settings.text(name + ".username"), settings.text(name + ".password"), "", "");
      boolean session = settings.has(name + ".login-url");
      return session
          ? new Credential(Kind.SESSION, name, settings.address(name + ".login-url"), login)
          : new Credential(Kind.BASIC, name, null, null).fixed(basic(login));
    }
    boolean oauth = name.endsWith(".oauth") || settings.has(name + ".token-url");
    if (settings.has(name) || !oauth) {
      return new Credential(Kind.FIXED, name, null, null).fixed(settings.text(name));
    }
    URI tokens = settings.address(name + ".token-url");
    Login login =
        new Login(
            settings.text(name + ".client-id"),
            settings.text(name + ".client-secret"),
            settings.given(name + ".refresh-token").orElse(""),
            settings.given(name + ".scope").orElse(""));
    return new Credential(Kind.OAUTH, name, tokens, login);
  }

  private Credential fixed(String text) {
    token = text;
    return this;
  }

  private static String basic(Login login) {
    byte[] both = (login.user() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(both);
  }

  private static String field(String name, String value) {
    return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  boolean isNone() {
    return kind == Kind.FIXED && name.isEmpty();
  }

  boolean isSession() {
    return kind == Kind.SESSION;
  }

  /** Whether another token would be given when this one is not taken. */
  boolean isRenewable() {
    return tokenAddress != null;
  }

  synchronized boolean isUsable(Instant now) {
    return tokenAddress == null || (token != null && now.isBefore(until));
  }

  URI tokenAddress() {
    return tokenAddress;
  }

  Login login() {
    return login;
  }

  /** Under what a refresh token that replaces the one that is set is kept; null for none. */
  String keptAs() {
    if (kind != Kind.OAUTH || login.refresh().isEmpty()) {
      return null;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(login.refresh().getBytes(StandardCharsets.UTF_8));
      // Whoever sets another one begins anew.
      return "oauth " + name + " " + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * The body of the request for a token, {@code application/x-www-form-urlencoded}.
   *
   * @param refresh token to use
   */
  String form(String refresh) {
    String form =
        field("grant_type", refresh.isEmpty() ? "client_credentials" : "refresh_token")
            + field("client_id", login.user())
            + field("client_secret", login.secret())
            + (refresh.isEmpty() ? "" : field("refresh_token", refresh))
            + (login.scope().isEmpty() ? "" : field("scope", login.scope()));
    return form.substring(1);
  }

  synchronized void take(String fresh, long seconds, Instant now) {
    token = fresh;
    until = now.plusSeconds(Math.max(MARGIN_SECONDS, seconds) - MARGIN_SECONDS / 2);
  }

  /** A session says nothing of its end; it is used until it is not taken any more. */
  synchronized void take(String session) {
    token = session;
    until = Instant.MAX;
  }

  synchronized void drop() {
    token = null;
  }

  /**
   * The header's value.
   *
   * @param scheme word before it; not used for HTTP Basic, which has its own
   */
  synchronized String header(String scheme) {
    String word = kind == Kind.BASIC ? "Basic" : scheme;
    return word.isEmpty() ? token : word + " " + token;
  }
}
