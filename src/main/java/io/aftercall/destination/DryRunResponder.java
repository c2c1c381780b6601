package io.aftercall.destination;

import java.util.Optional;

/**
 * What a question to the outside is answered with when nothing may leave the house. One per
 * protocol room that asks before it sends; what nobody answers counts as sending.
 */
public interface DryRunResponder {
  /**
   * @param uri of the endpoint the question would go to
   */
  Optional<String> to(String uri);
}
