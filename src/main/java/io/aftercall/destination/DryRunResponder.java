package io.aftercall.destination;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * How a protocol behaves when nothing may leave: what its requests look like, and what a question
 * to the outside is answered with. One per protocol package that asks before it sends; what nobody
 * answers counts as sending.
 */
public interface DryRunResponder {
  /**
   * @param uri of the endpoint the question would go to
   * @return the answer of a system that knows nothing yet; empty for what is no question
   */
  Optional<String> to(String uri);

  /** The request that would leave; empty when the endpoint is another protocol's. */
  Optional<PlannedRequest> request(Exchange exchange, Endpoint outside);

  /**
   * The name under which a person can answer one of its questions.
   *
   * @param uri for which {@link #to} has an answer
   */
  String question(String uri);

  /** The exchange goes on as though the system had answered so. */
  void answer(Exchange exchange, JsonNode given);
}
