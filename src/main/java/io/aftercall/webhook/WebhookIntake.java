package io.aftercall.webhook;

import io.aftercall.call.CallIdentity;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.StoreUnavailableException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: proves the sender, names the call, appends its exact bytes and answers. 202 is said
 * only after the bytes are committed; whatever goes wrong on our side is 503 with Retry-After,
 * never a 4xx.
 */
public final class WebhookIntake {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookIntake.class);
  private static final WebhookResponse NOT_FOUND =
      WebhookResponse.problem(404, "Not found", "There is nothing at this address.");
  private static final WebhookResponse ONLY_POST =
      WebhookResponse.problem(405, "Method not allowed", "Webhooks are sent by POST.")
          .with("Allow", "POST");
  private static final WebhookResponse ONLY_JSON =
      WebhookResponse.problem(
          415, "Unsupported media type", "Send the webhook as application/json.");
  private static final WebhookResponse ONLY_GZIP =
      WebhookResponse.problem(
          415, "Unsupported media type", "Send the body as it is, or by gzip or deflate.");
  private static final WebhookResponse TOO_LARGE =
      WebhookResponse.problem(
          413, "Content too large", "The body is larger than this service accepts.");
  private static final WebhookResponse FAULT =
      WebhookResponse.problem(
          503,
          "Service unavailable",
          "The webhook could not be stored. Send it again.",
          Duration.ofSeconds(30));
  private static final HexFormat HEX = HexFormat.of();

  private final Supplier<Sources> sources;
  private final ArrivalSink arrivalSink;
  private final WebhookMetrics meters;
  private final WebhookLimits rules;
  private final InstantSource clock;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Guards guards = new Guards(null, Map.of());

  /** Where arrivals are made durable: the journal. The future completes after the commit. */
  @FunctionalInterface
  public interface ArrivalSink {
    CompletableFuture<AppendReceipt> append(NewWebhook newWebhook);
  }

  /**
   * @param sources the sources in force
   * @param clock the time a signature's own is compared with
   */
  public WebhookIntake(
      Supplier<Sources> sources,
      ArrivalSink arrivalSink,
      WebhookMetrics meters,
      WebhookLimits rules,
      InstantSource clock) {
    this.sources = sources;
    this.arrivalSink = arrivalSink;
    this.meters = meters;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What is to be answered, once it is known: at once, or when the call is committed. The future
   * never fails.
   */
  public CompletableFuture<WebhookResponse> receive(
      String sourceName, WebhookRequest webhookRequest) {
    long start = System.nanoTime();
    underWay.incrementAndGet();
    return answerAlways(sourceName, webhookRequest)
        .whenComplete(
            (webhookResponse, never) -> {
              underWay.decrementAndGet();
              meters.answered(sourceName, webhookResponse, System.nanoTime() - start);
            });
  }

  /**
   * Takes a call that we fetched from the sender's own platform: authentic by that, and from here
   * on like any other. The future fails with {@link StoreUnavailableException} when it cannot be
   * stored.
   */
  public CompletableFuture<AppendReceipt> fetched(String source, byte[] body) {
    return arrivalSink.append(
        arrival(source, StoredHeaders.FETCHED, body, CallIdentity.peek(body)));
  }

  /** Requests that are being answered now. */
  public int underWay() {
    return underWay.get();
  }

  /** A fault of ours is never told as one of the sender, and never in its own words. */
  private CompletableFuture<WebhookResponse> answerAlways(
      String source, WebhookRequest webhookRequest) {
    try {
      Answered step = look(source, webhookRequest);
      return step.arrival() == null
          ? CompletableFuture.completedFuture(step.refusal())
          : arrivalSink
              .append(step.arrival())
              .handle((appendReceipt, failure) -> told(source, appendReceipt, failure));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(fault(source, e));
    }
  }

  /** What the request comes to: something to store, or an answer. */
  private record Answered(NewWebhook arrival, WebhookResponse refusal) {}

  private static Answered refused(WebhookResponse refusal) {
    return new Answered(null, refusal);
  }

  private Answered look(String sourceName, WebhookRequest webhookRequest) {
    SourceGuard sourceGuard = guards().get(sourceName);
    if (sourceGuard == null || webhookRequest.rest() == null) {
      return refused(NOT_FOUND);
    }
    if (!"POST".equals(webhookRequest.method())) {
      return refused(ONLY_POST);
    }
    if (!isJson(webhookRequest.header().apply("Content-Type"))) {
      return refused(ONLY_JSON);
    }
    if (webhookRequest.body().length > rules.maxBody()) {
      return refused(TOO_LARGE);
    }
    RequestBody requestBody =
        RequestBody.of(
                webhookRequest.body(),
                webhookRequest.header().apply("Content-Encoding"),
                rules.maxBody())
            .orElse(null);
    if (requestBody == null) {
      return refused(ONLY_GZIP);
    }
    try {
      WebhookResponse refusal = sourceGuard.refuse(webhookRequest, requestBody).orElse(null);
      return refusal == null
          ? new Answered(arrival(sourceName, sourceGuard, webhookRequest, requestBody), null)
          : refused(refusal);
    } catch (RequestBody.TooLarge e) {
      return refused(TOO_LARGE);
    }
  }

  private static NewWebhook arrival(
      String source,
      SourceGuard sourceGuard,
      WebhookRequest webhookRequest,
      RequestBody requestBody) {
    byte[] body = requestBody.bytes().orElse(null);
    // What is authentic is kept, even when its coding is broken.
    return body == null
        ? arrival(
            source,
            StoredHeaders.json(webhookRequest.header()),
            requestBody.wire(),
            CallIdentity.not("is no " + requestBody.coding() + " data"))
        : arrival(
            source,
            StoredHeaders.json(webhookRequest.header()),
            body,
            CallIdentity.peek(body, sourceGuard.shape()));
  }

  private static NewWebhook arrival(
      String source, String headers, byte[] body, CallIdentity callIdentity) {
    return new NewWebhook(
        source,
        callIdentity.kind() == null ? null : callIdentity.kind().text(),
        callIdentity.callId(),
        sha256(body),
        headers,
        body,
        callIdentity.understood() ? null : "the body " + callIdentity.problem());
  }

  private static WebhookResponse told(
      String source, AppendReceipt appendReceipt, Throwable failure) {
    if (failure != null) {
      return fault(source, failure);
    }
    String verdict = appendReceipt.verdict().name().toLowerCase(Locale.ROOT);
    LOG.debug(
        "event.received source={} event={} verdict={} revision={}",
        source,
        appendReceipt.eventId(),
        verdict,
        appendReceipt.revision());
    return WebhookResponse.receipt(verdict, appendReceipt.eventId(), appendReceipt.revision());
  }

  private static WebhookResponse fault(String source, Throwable failure) {
    if (failure instanceof StoreUnavailableException) {
      LOG.warn("event.not_stored source={} reason=\"{}\"", source, failure.getMessage());
    } else {
      // Without its message, which may hold what the sender wrote.
      LOG.error("door.failed source={} error={}", source, failure.getClass().getName());
    }
    return FAULT;
  }

  /** The guards of the sources in force, built once per set. */
  private Map<String, SourceGuard> guards() {
    Sources activeConfig = sources.get();
    Guards known = guards;
    if (known.sources() != activeConfig) {
      known =
          new Guards(
              activeConfig,
              activeConfig.all().stream()
                  .collect(
                      Collectors.toMap(
                          Source::name, source -> new SourceGuard(source, rules, clock))));
      guards = known;
    }
    return known.bySource();
  }

  private record Guards(Sources sources, Map<String, SourceGuard> bySource) {}

  /** A missing type is taken for JSON: a sender's sloppiness must not lose a call. */
  private static boolean isJson(String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return true;
    }
    String type = contentType.toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String media = (end < 0 ? type : type.substring(0, end)).trim();
    return media.equals("application/json") || media.endsWith("+json");
  }

  private static String sha256(byte[] body) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
