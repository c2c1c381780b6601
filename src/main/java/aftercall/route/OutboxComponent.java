package aftercall.route;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code outbox:<destination>}: what must go out, with retry, batching, order and dry run built in.
 */
@Component("outbox")
public final class OutboxComponent extends DefaultComponent {
  private final Destinations destinations;
  private final Deliveries deliveries;

  OutboxComponent(Destinations destinations, Deliveries deliveries) {
    this.destinations = destinations;
    this.deliveries = deliveries;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining);
    deliveries.defaults().accept(endpoint);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  Destinations destinations() {
    return destinations;
  }

  Deliveries deliveries() {
    return deliveries;
  }
}
