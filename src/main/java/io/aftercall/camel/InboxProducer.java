package io.aftercall.camel;

import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.WebhookRequest;
import io.aftercall.webhook.WebhookResponse;
import io.aftercall.webhook.server.RequestReader;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code to: inbox:<source>} in a receive route: the request goes to the intake, its answer becomes
 * the response.
 */
final class InboxProducer extends DefaultAsyncProducer {
  private final String source;
  private final WebhookIntake webhookIntake;

  InboxProducer(InboxEndpoint endpoint, WebhookIntake webhookIntake) {
    super(endpoint);
    this.source = endpoint.getSource();
    this.webhookIntake = webhookIntake;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    WebhookRequest request = request(exchange);
    CompletableFuture<WebhookResponse> answer =
        exchange.getFromEndpoint() instanceof PlatformHttpEndpoint
            ? webhookIntake.receive(source, request)
            : webhookIntake.receiveMessage(source, request);
    if (answer.isDone()) {
      say(answer.join(), exchange.getMessage());
      callback.done(true);
      return true;
    }
    answer.thenAccept(
        said -> {
          say(said, exchange.getMessage());
          callback.done(false);
        });
    return false;
  }

  private static void say(WebhookResponse webhookResponse, Message message) {
    // No request header may come back in the answer, or steer a later step.
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, webhookResponse.status());
    message.setHeader(Exchange.CONTENT_TYPE, webhookResponse.contentType());
    webhookResponse.headers().forEach(message::setHeader);
    message.setBody(webhookResponse.body());
  }

  private static WebhookRequest request(Exchange exchange) {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    String path =
        exchange.getFromEndpoint() instanceof PlatformHttpEndpoint endpoint
            ? endpoint.getPath()
            : null;
    if (path != null && message instanceof HttpMessage http) {
      return RequestReader.read(http.getRequest(), path, body);
    }
    return new WebhookRequest(
        String.valueOf(message.getHeader(Exchange.HTTP_METHOD, "POST", String.class)),
        "",
        "",
        name -> message.getHeader(name, String.class),
        null,
        body == null ? new byte[0] : body);
  }
}
