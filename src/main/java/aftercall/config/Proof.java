package aftercall.config;

import java.util.Set;

/** How a sender proves who it is. One suffices; several let a secret be changed without a gap. */
public sealed interface Proof {
  Secret secret();

  /**
   * A secret word that comes with every request.
   *
   * @param header name of the header that may carry it
   * @param query name of the query parameter that may carry it
   */
  record Token(Secret secret, Set<Carrier> carriers, String header, String query) implements Proof {
    public Token {
      carriers = Set.copyOf(carriers);
    }

    public boolean in(Carrier carrier) {
      return carriers.contains(carrier);
    }
  }

  /** Where a token may stand in a request. */
  enum Carrier {
    /** {@code /webhooks/<source>/<token>}. */
    PATH,
    HEADER,
    QUERY
  }
}
