package io.aftercall.webhook;

import io.aftercall.call.BodyParts;
import io.aftercall.call.CallIdentity;
import io.aftercall.call.CallLog;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.webhook.WebhookResponse.StoredReceipt;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook endpoint: proves the sender, names the call, appends its exact bytes and answers. 202
 * is said only after the bytes are committed; whatever goes wrong on our side is 503 with
 * Retry-After, never a 4xx.
 */
public final class WebhookIntake {
  /** Name in the registry of the Camel context whose receive routes it serves. */
  public static final String BEAN = "webhook-intake";

  private static final Logger LOG = LoggerFactory.getLogger(WebhookIntake.class);
  private static final WebhookResponse NOT_FOUND =
      WebhookResponse.problem(404, "Not found", "There is nothing at this address.");
  private static final WebhookResponse ONLY_POST =
      WebhookResponse.problem(405, "Method not allowed", "Webhooks are sent by POST.")
          .with("Allow", "POST");
  private static final WebhookResponse TOO_LARGE =
      WebhookResponse.problem(
          413, "Content too large", "The body is larger than this service accepts.");
  private static final WebhookResponse FAULT =
      WebhookResponse.problem(
          503,
          "Service unavailable",
          "The webhook could not be stored. Send it again.",
          Duration.ofSeconds(30));

  /** Enough to see what it is. */
  private static final int KEPT_OF_TOO_LARGE = 64 * 1024;

  private static final HexFormat HEX = HexFormat.of();

  private final Supplier<Sources> sources;
  private final ArrivalSink arrivalSink;
  private final WebhookMetrics meters;
  private final WebhookLimits rules;
  private final InstantSource clock;
  private final OutageLog outages;
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
    outages = new OutageLog(clock);
  }

  /**
   * What is to be answered, once it is known: at once, or when the call is committed. The future
   * never fails.
   */
  public CompletableFuture<WebhookResponse> receive(
      String sourceName, WebhookRequest webhookRequest) {
    return receive(sourceName, webhookRequest, false);
  }

  /**
   * The same for a message of a queue, which comes again before all others until it is taken: what
   * is too large is put aside, its beginning in quarantine, once its sender has proved who it is.
   */
  public CompletableFuture<WebhookResponse> receiveMessage(
      String sourceName, WebhookRequest webhookRequest) {
    return receive(sourceName, webhookRequest, true);
  }

  private CompletableFuture<WebhookResponse> receive(
      String sourceName, WebhookRequest webhookRequest, boolean queued) {
    long start = System.nanoTime();
    underWay.incrementAndGet();
    return answerAlways(sourceName, webhookRequest, queued)
        .whenComplete(
            (webhookResponse, never) -> {
              underWay.decrementAndGet();
              meters.answered(sourceName, webhookResponse, System.nanoTime() - start);
            });
  }

  /**
   * What can be said of a request before its body is read. A refusal is counted as an answer; a
   * request that may go on is counted by {@link #receive}.
   *
   * @param head with an empty body
   */
  public EarlyAuthResult beforeBody(String sourceName, WebhookRequest head) {
    long start = System.nanoTime();
    SourceGuard sourceGuard = guards().get(sourceName);
    EarlyAuthResult verdict;
    if (sourceGuard == null || head.rest() == null) {
      verdict = EarlyAuthResult.refused(NOT_FOUND);
    } else if (!"POST".equals(head.method())) {
      verdict = EarlyAuthResult.refused(ONLY_POST);
    } else {
      verdict = sourceGuard.beforeBody(head);
    }
    verdict
        .refusal()
        .ifPresent(
            webhookResponse ->
                meters.answered(sourceName, webhookResponse, System.nanoTime() - start));
    return verdict;
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

  /**
   * Takes a body that a person mended by hand, as a webhook of the source. The future fails with
   * {@link StoreUnavailableException} when it cannot be stored.
   *
   * @throws IllegalArgumentException when there is no such source
   */
  public CompletableFuture<AppendReceipt> mended(String source, byte[] body) {
    SourceGuard sourceGuard = guards().get(source);
    if (sourceGuard == null) {
      throw new IllegalArgumentException("there is no source " + source);
    }
    CallIdentity callIdentity = CallIdentity.peek(body, sourceGuard.shape());
    return arrivalSink.append(arrival(source, StoredHeaders.MENDED, body, callIdentity));
  }

  /** What was sent away since the start. */
  public RejectedWebhookLog refused() {
    return meters.refused();
  }

  /** Requests that are being answered now. */
  public int underWay() {
    return underWay.get();
  }

  /** A fault of ours is never told as one of the sender, and never in its own words. */
  private CompletableFuture<WebhookResponse> answerAlways(
      String source, WebhookRequest webhookRequest, boolean queued) {
    try {
      Answered step = look(source, webhookRequest);
      if (queued && step.refusal() == TOO_LARGE) {
        step = aside(source, guards().get(source), webhookRequest);
      }
      if (step.refusal() != null) {
        return CompletableFuture.completedFuture(step.refusal());
      }
      List<IncomingWebhook> arrivals = step.arrivals();
      return arrivals.size() == 1
          ? append(arrivals.get(0)).handle((receipt, failure) -> told(source, receipt, failure))
          : appendAll(source, arrivals);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(fault(source, e));
    }
  }

  /**
   * Several calls of one request. Each is stored for itself, most of them in one commit; the sender
   * hears 202 only when all are. After a 503 it sends all of them again, and those that were stored
   * are duplicates then.
   */
  private CompletableFuture<WebhookResponse> appendAll(
      String source, List<IncomingWebhook> arrivals) {
    List<CompletableFuture<StoredReceipt>> receipts = arrivals.stream().map(this::append).toList();
    return CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
        .handle(
            (all, failure) ->
                failure == null
                    ? told(source, receipts.stream().map(CompletableFuture::join).toList())
                    : fault(source, failure));
  }

  private CompletableFuture<StoredReceipt> append(IncomingWebhook arrival) {
    return arrivalSink
        .append(arrival.webhook())
        .thenApply(receipt -> StoredReceipt.of(receipt, arrival.ignored()));
  }

  /**
   * What is to be stored.
   *
   * @param ignored whether it is known now that no rule will be asked about it
   */
  private record IncomingWebhook(NewWebhook webhook, boolean ignored) {}

  private static WebhookResponse told(String source, List<StoredReceipt> receipts) {
    receipts.forEach(one -> CallLog.received(one.eventId(), source, one.status(), one.revision()));
    return WebhookResponse.receipts(receipts);
  }

  /** What the request comes to: something to store, or an answer. */
  private record Answered(List<IncomingWebhook> arrivals, WebhookResponse refusal) {}

  private static Answered refused(WebhookResponse refusal) {
    return new Answered(List.of(), refusal);
  }

  private Answered look(String sourceName, WebhookRequest webhookRequest) {
    SourceGuard sourceGuard = guards().get(sourceName);
    if (sourceGuard == null || webhookRequest.rest() == null) {
      return refused(NOT_FOUND);
    }
    if (!"POST".equals(webhookRequest.method())) {
      return refused(ONLY_POST);
    }
    if (webhookRequest.body().length > rules.maxBody()) {
      return refused(TOO_LARGE);
    }
    RequestBody requestBody =
        RequestBody.of(
            webhookRequest.body(),
            webhookRequest.header().apply("Content-Encoding"),
            rules.maxBody());
    try {
      WebhookResponse refusal = sourceGuard.refuse(webhookRequest, requestBody).orElse(null);
      return refusal == null
          ? new Answered(arrivals(sourceName, sourceGuard, webhookRequest, requestBody), null)
          : refused(refusal);
    } catch (RequestBody.TooLarge e) {
      return refused(TOO_LARGE);
    }
  }

  /** What can never be stored whole. A proof over the body is compared with all of it. */
  private Answered aside(String source, SourceGuard sourceGuard, WebhookRequest request) {
    byte[] body = request.body();
    WebhookResponse refusal =
        body.length > rules.maxBody()
            ? sourceGuard.refuse(request, RequestBody.of(body, null, body.length)).orElse(null)
            : sourceGuard.beforeBody(request).authenticated() ? null : TOO_LARGE;
    if (refusal != null) {
      return refused(refusal);
    }
    LOG.warn("event.put_aside source={} bytes={} reason=\"too large\"", source, body.length);
    CallIdentity callIdentity =
        CallIdentity.not(
            "is larger than this service accepts (%d bytes as it came); its beginning is kept"
                .formatted(body.length));
    NewWebhook whole = arrival(source, StoredHeaders.json(request.header()), body, callIdentity);
    return new Answered(List.of(new IncomingWebhook(whole.cutTo(KEPT_OF_TOO_LARGE), false)), null);
  }

  private static List<IncomingWebhook> arrivals(
      String source,
      SourceGuard sourceGuard,
      WebhookRequest webhookRequest,
      RequestBody requestBody) {
    byte[] body = requestBody.bytes().orElse(null);
    String headers = StoredHeaders.json(webhookRequest.header());
    if (body == null) {
      // What is authentic is kept, even when its coding is broken or not known.
      CallIdentity callIdentity = CallIdentity.not(requestBody.problem());
      return List.of(
          new IncomingWebhook(arrival(source, headers, requestBody.wire(), callIdentity), false));
    }
    String type = webhookRequest.header().apply("Content-Type");
    CallIdentity callIdentity = CallIdentity.peek(body, sourceGuard.shape(), type);
    List<byte[]> calls = callIdentity.isSeveral() ? BodyParts.of(body, type) : List.of();
    if (calls.isEmpty()) {
      NewWebhook only = arrival(source, headers, body, callIdentity);
      return List.of(new IncomingWebhook(only, sourceGuard.ignores(callIdentity, only)));
    }
    List<IncomingWebhook> arrivals = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      String part = StoredHeaders.ofPart(webhookRequest.header(), i + 1, calls.size());
      byte[] call = calls.get(i);
      CallIdentity identity = CallIdentity.peek(call, sourceGuard.shape());
      NewWebhook one = arrival(source, part, call, identity);
      arrivals.add(new IncomingWebhook(one, sourceGuard.ignores(identity, one)));
    }
    return arrivals;
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

  private WebhookResponse told(String source, StoredReceipt receipt, Throwable failure) {
    if (failure != null) {
      return fault(source, failure);
    }
    outages.stored();
    CallLog.received(receipt.eventId(), source, receipt.status(), receipt.revision());
    return WebhookResponse.receipt(receipt);
  }

  private WebhookResponse fault(String source, Throwable failure) {
    outages.failed(source, failure);
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

  private static String sha256(byte[] body) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
