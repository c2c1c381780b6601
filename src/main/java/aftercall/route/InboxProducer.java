package aftercall.route;

import aftercall.intake.Answer;
import aftercall.intake.Intake;
import aftercall.intake.Knock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: inbox:<source>} in a receive route: the request goes to the intake, its answer becomes
 * the response.
 */
final class InboxProducer extends DefaultProducer {
  private final String source;
  private final Intake intake;

  InboxProducer(InboxEndpoint endpoint, Intake intake) {
    super(endpoint);
    this.source = endpoint.getSource();
    this.intake = intake;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    Answer answer = intake.receive(source, knock(exchange));

    // No request header may come back in the answer, or steer a later step.
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
    if (answer.retryAfter() != null) {
      message.setHeader("Retry-After", answer.retryAfter().toSeconds());
    }
    if (answer.status() == 405) {
      message.setHeader("Allow", "POST");
    }
    // As text, for bytes would be streamed: one more thread, one more wait.
    message.setBody(answer.body());
  }

  private static Knock knock(Exchange exchange) {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    return new Knock(
        text(message, Exchange.HTTP_METHOD),
        rest(exchange),
        text(message, Exchange.HTTP_RAW_QUERY),
        name -> message.getHeader(name, String.class),
        body == null ? new byte[0] : body);
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
