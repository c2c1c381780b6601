package io.aftercall.camel;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: outbox:reject?reason=…} in a deliver route: the records on their way are rejected with
 * the author's own sentence, and the route ends.
 */
final class RejectProducer extends DefaultProducer {
  static final String NAME = "reject";

  private final String reason;

  RejectProducer(OutboxEndpoint endpoint) {
    super(endpoint);
    String given = endpoint.getReason();
    reason = given == null || given.isBlank() ? "the deliver route rejects it" : given.strip();
  }

  @Override
  public void process(Exchange exchange) {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    if (deliveryBatch == null) {
      throw new IllegalStateException(
          "outbox:reject belongs into a deliver route; a decide route says inbox:ignore or"
              + " inbox:hold");
    }
    deliveryBatch.completeRemaining(Outcome.Rejected.because(reason));
    exchange.setRouteStop(true);
  }
}
