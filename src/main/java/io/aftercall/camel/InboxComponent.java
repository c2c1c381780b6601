package io.aftercall.camel;

import io.aftercall.routing.RoutingWorker;
import io.aftercall.webhook.WebhookIntake;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code inbox:<source>}: calls that came in, kept before they are answered. */
@Component("inbox")
public final class InboxComponent extends DefaultComponent {
  private final WebhookIntake webhookIntake;
  private final RoutingWorker routingWorker;

  public InboxComponent(WebhookIntake webhookIntake, RoutingWorker routingWorker) {
    this.webhookIntake = webhookIntake;
    this.routingWorker = routingWorker;
  }

  /** The consumers of the webhook endpoint find the intake in the registry. */
  @Override
  protected void doInit() throws Exception {
    super.doInit();
    if (webhookIntake != null) {
      getCamelContext().getRegistry().bind(WebhookIntake.BEAN, webhookIntake);
    }
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    InboxEndpoint endpoint = new InboxEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  WebhookIntake intake() {
    return webhookIntake;
  }

  RoutingWorker decisions() {
    return routingWorker;
  }
}
