package io.aftercall.camel;

import io.aftercall.routing.RoutingPlan;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: outbox:<destination>} in a decide route: names the destination in the plan; nothing is
 * sent.
 */
final class OutboxProducer extends DefaultProducer {
  private final OutboxEndpoint endpoint;

  OutboxProducer(OutboxEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public void process(Exchange exchange) {
    String required = endpoint.getRequires();
    RoutingPlan.of(exchange)
        .name(
            endpoint.getDestination(),
            endpoint.getPriority().ordinal(),
            required == null ? endpoint.getAfter() : required,
            required != null,
            endpoint.getDue() == DueTime.promise);
  }
}
