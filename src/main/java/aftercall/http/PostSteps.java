package aftercall.http;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * The steps of the kamelet {@code post-json}, bean {@code http-posts}. The {@link Post} under way
 * rides in the exchange property {@value #PROPERTY}.
 */
public final class PostSteps {
  static final String PROPERTY = "httpPost";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEP = Pattern.compile("^kamelet:post-json\\?.*?\\burl=([^&]+)");

  private final HttpSettings settings;
  private final HttpAnswers answers;
  private final HttpFailures failures;
  private final InstantSource clock;

  PostSteps(
      HttpSettings settings, HttpAnswers answers, HttpFailures failures, InstantSource clock) {
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
    Shipment shipment = shipment(exchange);
    List<Post> posts = new ArrayList<>();
    try {
      URI address = settings.address(url);
      WebhookSignature signature = sign ? settings.signature(secretOf(url)) : null;
      PostFormat shape = PostFormat.valueOf(format.toUpperCase(Locale.ROOT));
      for (Parcel parcel : shipment.open()) {
        byte[] body = JSON.writeValueAsBytes(shape.body(parcel.record()));
        posts.add(new Post(parcel, address, body, signature));
      }
    } catch (NotConfigured what) {
      shipment.settleOpen(Outcome.Stopped.because(what.getMessage()));
    }
    exchange.getMessage().setBody(posts);
  }

  /** What a step {@code kamelet:post-json?url=…&sign=…} of a route still needs. */
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
    } catch (NotConfigured what) {
      return Optional.of(what.getMessage());
    }
  }

  private static String secretOf(String url) {
    return url.replaceFirst("\\.url$", ".secret");
  }

  /** Headers and bytes of one post; nothing else leaves the house. */
  public void envelope(Exchange exchange) {
    Message message = exchange.getMessage();
    Post post = message.getBody(Post.class);
    String id = post.parcel().deliveryId();
    exchange.setProperty(PROPERTY, post);
    message.setHeader(Exchange.HTTP_URI, withoutQuery(post.address()));
    message.setHeader(Exchange.HTTP_RAW_QUERY, post.address().getRawQuery());
    message.setHeader(Exchange.HTTP_METHOD, "POST");
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setHeader("User-Agent", "Aftercall");
    message.setHeader("Idempotency-Key", id);
    if (post.signature() != null) {
      long now = clock.instant().getEpochSecond();
      message.setHeader("webhook-id", id);
      message.setHeader("webhook-timestamp", Long.toString(now));
      message.setHeader("webhook-signature", post.signature().sign(id, now, post.body()));
    }
    message.setBody(post.body());
  }

  /** Settles the record by what came back; {@code reading} is status, json or chat. */
  public void settle(Exchange exchange, String reading) {
    Post post = exchange.getProperty(PROPERTY, Post.class);
    Message answer = exchange.getMessage();
    Integer status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status == null) {
      return;
    }
    String body = answer.getBody(String.class);
    Outcome outcome =
        answers.read(
            status,
            answer.getHeader("Retry-After", String.class),
            body == null ? "" : body,
            HttpAnswers.Reading.valueOf(reading.toUpperCase(Locale.ROOT)));
    settle(exchange, post, outcome, "HTTP " + status);
  }

  /** No answer came; the others still go. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Outcome outcome = failures.ofOperators(failure);
    settle(exchange, exchange.getProperty(PROPERTY, Post.class), outcome, outcome.reason());
  }

  private static void settle(Exchange exchange, Post post, Outcome outcome, String answer) {
    post.parcel().answer(answer);
    post.parcel().settle(outcome);
    if (outcome instanceof Outcome.Stopped) {
      shipment(exchange).settleOpen(outcome);
    }
  }

  private static String withoutQuery(URI address) {
    String text = address.toString();
    int end = text.indexOf('?');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Shipment shipment(Exchange exchange) {
    return exchange.getProperty(Shipment.PROPERTY, Shipment.class);
  }
}
