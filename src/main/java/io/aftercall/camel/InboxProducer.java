package io.aftercall.camel;

import io.aftercall.config.CidrRange;
import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.WebhookRequest;
import io.aftercall.webhook.WebhookResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
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
    CompletableFuture<WebhookResponse> answer = webhookIntake.receive(source, request(exchange));
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
    HttpServerRequest request = message instanceof HttpMessage http ? http.getRequest() : null;
    return new WebhookRequest(
        text(message, Exchange.HTTP_METHOD),
        rest(exchange),
        text(message, Exchange.HTTP_RAW_QUERY),
        request == null
            ? name -> message.getHeader(name, String.class)
            : name -> header(request.headers(), name),
        request == null ? null : peer(request),
        body == null ? new byte[0] : body);
  }

  private static String header(MultiMap headers, String name) {
    List<String> values = headers.getAll(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  private static InetAddress peer(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    String address = remote == null ? null : remote.hostAddress();
    return address == null ? null : CidrRange.address(withoutZone(address)).orElse(null);
  }

  /** {@code fe80::1%eth0} */
  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  /**
   * What the request's path has beyond the route's own; null when it is another path that only
   * begins alike.
   */
  private static String rest(Exchange exchange) {
    String path = text(exchange.getMessage(), Exchange.HTTP_PATH);
    if (!(exchange.getFromEndpoint() instanceof PlatformHttpEndpoint door)) {
      return "";
    }
    String rest = path.startsWith(door.getPath()) ? path.substring(door.getPath().length()) : path;
    if (rest.isEmpty()) {
      return "";
    }
    return rest.startsWith("/") ? rest.substring(1) : null;
  }

  private static String text(Message message, String header) {
    String value = message.getHeader(header, String.class);
    return value == null ? "" : value;
  }
}
