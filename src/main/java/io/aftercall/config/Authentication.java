package io.aftercall.config;

import java.time.Duration;
import java.util.Set;

/**
 * How a sender proves who it is. One suffices; several let a secret be changed without a gap.
 *
 * <p>Signatures are over the exact bytes of the body, after a content coding is undone. The same
 * signed message a second time is harmless, because the journal answers {@code duplicate}; so
 * nobody keeps a list of what was already seen.
 */
public sealed interface Authentication {
  Secret secret();

  /**
   * A secret word that comes with every request.
   *
   * @param header name of the header that may carry it
   * @param query name of the query parameter that may carry it
   */
  record Token(Secret secret, Set<Carrier> carriers, String header, String query)
      implements Authentication {
    public Token {
      carriers = Set.copyOf(carriers);
    }

    public boolean in(Carrier carrier) {
      return carriers.contains(carrier);
    }
  }

  /**
   * HTTP Basic (RFC 7617).
   *
   * @param secret the password
   */
  record Basic(Secret secret, String user) implements Authentication {}

  /**
   * {@code sha256=<hex of HMAC-SHA256(body)>}, as Famulor 2.0 and GitHub sign; the prefix may be
   * missing.
   *
   * @param header name of the header that carries it
   */
  record Hmac(Secret secret, String header) implements Authentication {}

  /**
   * Standard Webhooks 1.0: {@code webhook-id}, {@code webhook-timestamp}, {@code
   * webhook-signature}.
   *
   * @param secret the key itself, no longer in Base64
   * @param tolerance how old, or how far ahead, the timestamp may be
   */
  record StandardWebhooks(Secret secret, Duration tolerance) implements Authentication {}

  /**
   * {@code t=<seconds>,v1=<hex of HMAC-SHA256("t.body")>}, as Stripe signs.
   *
   * @param header name of the header that carries it
   * @param tolerance how old, or how far ahead, the timestamp may be
   */
  record Timestamped(Secret secret, String header, Duration tolerance) implements Authentication {}

  /** Where a token may stand in a request. */
  enum Carrier {
    /** {@code /webhooks/<source>/<token>}. */
    PATH,
    HEADER,
    QUERY
  }
}
