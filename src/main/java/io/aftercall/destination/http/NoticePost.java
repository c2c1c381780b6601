package io.aftercall.destination.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.AllowedNetworks;
import io.aftercall.destination.Outcome;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;

/**
 * A message about the service itself to the incoming webhook of a chat, by the HTTP client of the
 * deliveries: bounded in time and length, and to no address that is not public and not allowed.
 */
public final class NoticePost {
  private static final String CLIENT =
      "http:notice?httpClientConfigurer=#http-client-rules&throwExceptionOnFailure=false"
          + "&connectionRequestTimeout=10000&connectTimeout=10000&soTimeout=30000"
          + "&responseTimeout=30000";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<ProducerTemplate> producer;
  private final HttpStatusClassifier answers;
  private final HttpExceptionClassifier failures;

  /**
   * @param producer of the routes, asked when there is something to send
   */
  public NoticePost(Supplier<ProducerTemplate> producer, InstantSource clock) {
    this.producer = producer;
    answers = new HttpStatusClassifier(clock);
    failures = new HttpExceptionClassifier(answers);
  }

  /**
   * What stands in the chat.
   *
   * @param id the same for a repeat
   * @param link where a button of the card leads; empty for no button
   * @param teams as an adaptive card of a Teams workflow; else as Slack and those like it read it
   */
  public record Text(String id, String title, String text, String link, boolean teams) {}

  /**
   * @param reach beyond public addresses
   * @return what became of it; the reason never holds the address, which is a secret
   */
  public Outcome send(URI address, AllowedNetworks reach, Text text) {
    byte[] body = body(text);
    Exchange exchange =
        producer
            .get()
            .request(
                CLIENT,
                request -> {
                  Message message = request.getMessage();
                  String whole = address.toString();
                  int query = whole.indexOf('?');
                  message.setHeader(
                      Exchange.HTTP_URI, query < 0 ? whole : whole.substring(0, query));
                  message.setHeader(Exchange.HTTP_RAW_QUERY, address.getRawQuery());
                  message.setHeader(Exchange.HTTP_METHOD, "POST");
                  message.setHeader(Exchange.CONTENT_TYPE, "application/json");
                  message.setHeader("User-Agent", "Aftercall");
                  message.setHeader("Idempotency-Key", text.id());
                  message.setBody(body);
                  request.setProperty(AllowedNetworks.PROPERTY, reach);
                  request.setProperty(RequestLimits.PROPERTY, RequestLimits.of(1));
                });
    return outcome(exchange);
  }

  private Outcome outcome(Exchange exchange) {
    if (exchange.getException() != null) {
      try {
        return failures.ofOperators(exchange.getException());
      } catch (Exception unknown) {
        return Outcome.Retry.because("HTTP: the message could not be sent");
      }
    }
    Message answer = exchange.getMessage();
    Integer status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status == null) {
      return Outcome.Retry.because("HTTP: no answer");
    }
    return answers.read(
        status,
        answer.getHeader("Retry-After", String.class),
        ResponseText.of(exchange),
        HttpStatusClassifier.Reading.CHAT);
  }

  static byte[] body(Text text) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("title", text.title()).put("text", text.text());
    ObjectNode body = (text.teams() ? PayloadFormat.TEAMS : PayloadFormat.SLACK).body(record);
    if (text.teams() && !text.link().isEmpty()) {
      ObjectNode card = (ObjectNode) body.path("attachments").path(0).path("content");
      ObjectNode action = card.putArray("actions").addObject();
      action.put("type", "Action.OpenUrl").put("title", "Open the console").put("url", text.link());
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
