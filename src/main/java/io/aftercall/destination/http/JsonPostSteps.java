package io.aftercall.destination.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.WellFormedText;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the kamelet {@code post-json}, bean {@code http-posts}. The {@link JsonPost} under
 * way rides in the exchange property {@value #PROPERTY}.
 */
public final class JsonPostSteps {
  static final String PROPERTY = "httpPost";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEP =
      Pattern.compile("^kamelet:post-json\\?.*?\\burlSetting=([^&]+)");

  private final HttpSettings settings;
  private final HttpStatusClassifier answers;
  private final HttpExceptionClassifier failures;
  private final InstantSource clock;

  JsonPostSteps(
      HttpSettings settings,
      HttpStatusClassifier answers,
      HttpExceptionClassifier failures,
      InstantSource clock) {
    this.settings = settings;
    this.answers = answers;
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * The body becomes the posts of all open records.
   *
   * @param url name of the setting that holds the address
   * @param sign whether to sign with the secret in the setting beside it, {@code ….secret}
   */
  public void write(Exchange exchange, String url, boolean sign, String format)
      throws JsonProcessingException {
    DeliveryBatch deliveryBatch = batch(exchange);
    List<JsonPost> jsonPosts = new ArrayList<>();
    try {
      URI address = settings.address(url);
      WebhookSignature signature = sign ? settings.signature(secretOf(url)) : null;
      PayloadFormat shape = PayloadFormat.valueOf(format.toUpperCase(Locale.ROOT));
      for (DeliveryItem deliveryItem : deliveryBatch.open()) {
        byte[] body = JSON.writeValueAsBytes(WellFormedText.in(shape.body(deliveryItem.record())));
        jsonPosts.add(new JsonPost(deliveryItem, address, body, signature));
      }
    } catch (NotConfiguredException what) {
      deliveryBatch.completeRemaining(Outcome.Paused.because(what.getMessage()));
    }
    exchange.getMessage().setBody(jsonPosts);
  }

  /** What a step {@code kamelet:post-json?urlSetting=…&sign=…} of a route still needs. */
  Optional<String> missing(String step) {
    Matcher url = STEP.matcher(step);
    if (!url.find()) {
      return Optional.empty();
    }
    try {
      settings.address(url.group(1));
      if (step.contains("sign=true")) {
        settings.signature(secretOf(url.group(1)));
      }
      return Optional.empty();
    } catch (NotConfiguredException what) {
      return Optional.of(what.getMessage());
    }
  }

  private static String secretOf(String url) {
    return url.replaceFirst("\\.url$", ".secret");
  }

  /** Headers and bytes of one post; nothing else leaves. */
  public void envelope(Exchange exchange) {
    Message message = exchange.getMessage();
    JsonPost jsonPost = message.getBody(JsonPost.class);
    String id = jsonPost.item().deliveryId();
    exchange.setProperty(PROPERTY, jsonPost);
    message.setHeader(Exchange.HTTP_URI, withoutQuery(jsonPost.address()));
    message.setHeader(Exchange.HTTP_RAW_QUERY, jsonPost.address().getRawQuery());
    message.setHeader(Exchange.HTTP_METHOD, "POST");
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setHeader("User-Agent", "Aftercall");
    message.setHeader("Idempotency-Key", id);
    if (jsonPost.signature() != null) {
      long now = clock.instant().getEpochSecond();
      message.setHeader("webhook-id", id);
      message.setHeader("webhook-timestamp", Long.toString(now));
      message.setHeader("webhook-signature", jsonPost.signature().sign(id, now, jsonPost.body()));
    }
    message.setBody(jsonPost.body());
    exchange.setProperty(RequestLimits.PROPERTY, RequestLimits.of(1));
  }

  /** Settles the record by what came back; {@code reading} is status, json or chat. */
  public void complete(Exchange exchange, String reading) {
    JsonPost jsonPost = exchange.getProperty(PROPERTY, JsonPost.class);
    Message answer = exchange.getMessage();
    Integer status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status == null) {
      return;
    }
    ResponseText said = ResponseText.of(exchange);
    Outcome outcome =
        answers.read(
            status,
            answer.getHeader("Retry-After", String.class),
            said,
            HttpStatusClassifier.Reading.valueOf(reading.toUpperCase(Locale.ROOT)));
    if (outcome instanceof Outcome.Delivered && !said.trouble().isEmpty()) {
      jsonPost.item().note(said.trouble());
    }
    jsonPost.item().rawAnswer(said.text());
    complete(exchange, jsonPost, outcome, "HTTP " + status);
  }

  /** No answer came; the others still go. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Outcome outcome = failures.ofOperators(failure);
    complete(exchange, exchange.getProperty(PROPERTY, JsonPost.class), outcome, outcome.reason());
  }

  private static void complete(
      Exchange exchange, JsonPost jsonPost, Outcome outcome, String answer) {
    jsonPost.item().answer(answer);
    jsonPost.item().complete(outcome);
    if (outcome instanceof Outcome.Paused) {
      batch(exchange).completeRemaining(outcome);
    }
  }

  private static String withoutQuery(URI address) {
    String text = address.toString();
    int end = text.indexOf('?');
    return end < 0 ? text : text.substring(0, end);
  }

  private static DeliveryBatch batch(Exchange exchange) {
    return exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
  }
}
