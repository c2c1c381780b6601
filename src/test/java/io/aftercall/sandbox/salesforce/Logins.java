package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /services/oauth2}: who may come in, and the tokens that were given out. */
final class Logins {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final InstantSource clock;
  private final Account account;
  private final Set<String> sessions = new HashSet<>();
  private Jwt jwt;

  Logins(InstantSource clock, Account account) {
    this.clock = clock;
    this.account = account;
    jwt = new Jwt(clock, account, null);
  }

  /** A refused login in the words of the token endpoint. */
  static final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String error;

    Denied(String error, String description) {
      super(description, null, false, false);
      this.error = error;
    }
  }

  void accept(Jwt other) {
    jwt = other;
  }

  void expireAll() {
    sessions.clear();
  }

  boolean knows(Ask ask) {
    String[] words = ask.header("Authorization").split(" ", 2);
    return words.length == 2
        && (words[0].equalsIgnoreCase("Bearer") || words[0].equalsIgnoreCase("OAuth"))
        && sessions.contains(words[1].strip());
  }

  /**
   * @param url the org's own address
   */
  Answer answer(Ask ask, String url) {
    return switch (ask.path()) {
      case "/services/oauth2/token" -> token(ask, url);
      case "/services/oauth2/revoke" -> {
        sessions.remove(ask.parameters().getOrDefault("token", ask.form().get("token")));
        yield Answer.empty(200);
      }
      default -> SalesforceError.answer(List.of(SalesforceError.notFound()));
    };
  }

  private Answer token(Ask ask, String url) {
    try {
      Map<String, String> form = ask.form();
      switch (form.getOrDefault("grant_type", "")) {
        case "client_credentials" -> checkClient(ask, form);
        case "password" -> {
          checkClient(ask, form);
          checkPassword(form);
        }
        case JWT_BEARER -> jwt.check(form.getOrDefault("assertion", ""), url);
        default -> throw new Denied("unsupported_grant_type", "grant type not supported");
      }
      return Json.answer(200, session(url)).with("Cache-Control", "no-cache, no-store");
    } catch (Denied denied) {
      ObjectNode body = Json.object().put("error", denied.error);
      return Json.answer(400, body.put("error_description", denied.getMessage()));
    }
  }

  private void checkClient(Ask ask, Map<String, String> form) {
    String id = form.getOrDefault("client_id", "");
    String secret = form.getOrDefault("client_secret", "");
    String authorization = ask.header("Authorization");
    if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      id = pair[0];
      secret = pair.length == 2 ? pair[1] : "";
    }
    if (!id.equals(account.clientId())) {
      throw new Denied("invalid_client_id", "client identifier invalid");
    }
    if (!secret.equals(account.clientSecret())) {
      throw new Denied("invalid_client", "invalid client credentials");
    }
  }

  private void checkPassword(Map<String, String> form) {
    if (!account.username().equals(form.get("username"))
        || !account.password().equals(form.get("password"))) {
      throw new Denied("invalid_grant", "authentication failure");
    }
  }

  private ObjectNode session(String url) {
    String token = Ids.shortened(Ids.ORGANISATION) + "!" + random(48);
    sessions.add(token);
    return Json.object()
        .put("access_token", token)
        .put("signature", random(32) + "=")
        .put("scope", "api")
        .put("instance_url", url)
        .put("id", url + "/id/" + Ids.ORGANISATION + "/" + Ids.USER)
        .put("token_type", "Bearer")
        .put("issued_at", String.valueOf(clock.millis()));
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
