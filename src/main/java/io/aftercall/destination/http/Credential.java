package io.aftercall.destination.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What lets us into a system: nothing, a fixed key or token, or OAuth 2.0 tokens that are fetched
 * when they are needed (RFC 6749 §4.4 client credentials, §6 refresh token).
 */
final class Credential {
  static final Credential NONE = new Credential("", null, "");

  private static final int MARGIN_SECONDS = 60;

  private final String fixed;
  private final URI tokenAddress;
  private final String form;
  private String token;
  private Instant until = Instant.MIN;

  private Credential(String fixed, URI tokenAddress, String form) {
    this.fixed = fixed;
    this.tokenAddress = tokenAddress;
    this.form = form;
  }

  /**
   * @param name of the setting, or what stands before the four settings of OAuth
   */
  static Credential of(String name, HttpSettings settings) throws NotConfiguredException {
    if (name.isEmpty()) {
      return NONE;
    }
    boolean oauth = name.endsWith(".oauth") || settings.has(name + ".token-url");
    if (settings.has(name) || !oauth) {
      return new Credential(settings.text(name), null, "");
    }
    URI tokens = settings.address(name + ".token-url");
    boolean refresh = settings.has(name + ".refresh-token");
    String grant = refresh ? "refresh_token" : "client_credentials";
    String form =
        field("grant_type", grant)
            + field("client_id", settings.text(name + ".client-id"))
            + field("client_secret", settings.text(name + ".client-secret"))
            + (refresh ? field("refresh_token", settings.text(name + ".refresh-token")) : "")
            + (settings.has(name + ".scope") ? field("scope", settings.text(name + ".scope")) : "");
    return new Credential("", tokens, form.substring(1));
  }

  private static String field(String name, String value) {
    return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  boolean isNone() {
    return fixed.isEmpty() && tokenAddress == null;
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

  /** The body of the request for a token, {@code application/x-www-form-urlencoded}. */
  String form() {
    return form;
  }

  synchronized void take(String fresh, long seconds, Instant now) {
    token = fresh;
    until = now.plusSeconds(Math.max(MARGIN_SECONDS, seconds) - MARGIN_SECONDS / 2);
  }

  synchronized void drop() {
    token = null;
  }

  synchronized String text() {
    return tokenAddress == null ? fixed : token;
  }
}
