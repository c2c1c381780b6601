package io.aftercall.webhook;

import io.aftercall.config.Authentication;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A shared secret in the path, in a header or in the query. Compared in constant time. */
final class TokenAuthenticator implements Authenticator {
  private final Authentication.Token token;
  private final String parameter;

  TokenAuthenticator(Authentication.Token token) {
    this.token = token;
    this.parameter = token.query() + "=";
  }

  @Override
  public boolean signsBody() {
    return false;
  }

  @Override
  public AuthResult check(WebhookRequest webhookRequest, RequestBody requestBody) {
    String path = token.in(Authentication.Carrier.PATH) ? decoded(webhookRequest.rest()) : null;
    String header =
        token.in(Authentication.Carrier.HEADER)
            ? webhookRequest.header().apply(token.header())
            : null;
    String query =
        token.in(Authentication.Carrier.QUERY) ? fromQuery(webhookRequest.query()) : null;
    if ((path == null || path.isEmpty()) && header == null && query == null) {
      return AuthResult.ABSENT;
    }
    return AuthResult.right(
        token.secret().matches(path)
            || token.secret().matches(withoutSlash(path))
            || token.secret().matches(header)
            || token.secret().matches(query));
  }

  /** Some senders end every address with a slash. */
  private static String withoutSlash(String path) {
    return path != null && path.endsWith("/") ? path.substring(0, path.length() - 1) : null;
  }

  private String fromQuery(String query) {
    for (String pair : query.split("&")) {
      if (pair.startsWith(parameter)) {
        return decoded(pair.substring(parameter.length()));
      }
    }
    return null;
  }

  /** A + stays a +: tokens are often base64. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
