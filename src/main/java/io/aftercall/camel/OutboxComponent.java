package io.aftercall.camel;

import io.aftercall.routing.DestinationRegistry;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code outbox:<destination>}: what must go out, with retry, batching, order and dry run built in.
 */
@Component("outbox")
public final class OutboxComponent extends DefaultComponent {
  private final DestinationRegistry destinationRegistry;
  private final DeliveryContext deliveryContext;

  public OutboxComponent(DestinationRegistry destinationRegistry, DeliveryContext deliveryContext) {
    this.destinationRegistry = destinationRegistry;
    this.deliveryContext = deliveryContext;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining);
    deliveryContext.defaults().accept(endpoint);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  DestinationRegistry destinations() {
    return destinationRegistry;
  }

  DeliveryContext deliveries() {
    return deliveryContext;
  }
}
