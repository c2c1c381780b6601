package aftercall.intake;

import aftercall.config.Proof;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A shared secret in the path, in a header or in the query. Compared in constant time. */
final class TokenCheck implements ProofCheck {
  private final Proof.Token token;
  private final String parameter;

  TokenCheck(Proof.Token token) {
    this.token = token;
    this.parameter = token.query() + "=";
  }

  @Override
  public Finding look(Knock knock, Content content) {
    String path = token.in(Proof.Carrier.PATH) ? decoded(knock.rest()) : null;
    String header = token.in(Proof.Carrier.HEADER) ? knock.header().apply(token.header()) : null;
    String query = token.in(Proof.Carrier.QUERY) ? fromQuery(knock.query()) : null;
    if ((path == null || path.isEmpty()) && header == null && query == null) {
      return Finding.ABSENT;
    }
    return Finding.right(
        token.secret().matches(path)
            || token.secret().matches(header)
            || token.secret().matches(query));
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
