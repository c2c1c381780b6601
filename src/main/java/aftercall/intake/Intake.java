package aftercall.intake;

import aftercall.call.Envelope;
import aftercall.config.Source;
import aftercall.config.Sources;
import aftercall.journal.Arrival;
import aftercall.journal.Receipt;
import aftercall.store.StoreUnavailable;
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
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Answer NOT_FOUND =
      Answer.problem(404, "Not found", "There is nothing at this address.");
  private static final Answer ONLY_POST =
      Answer.problem(405, "Method not allowed", "Webhooks are sent by POST.").with("Allow", "POST");
  private static final Answer ONLY_JSON =
      Answer.problem(415, "Unsupported media type", "Send the webhook as application/json.");
  private static final Answer ONLY_GZIP =
      Answer.problem(
          415, "Unsupported media type", "Send the body as it is, or by gzip or deflate.");
  private static final Answer TOO_LARGE =
      Answer.problem(413, "Content too large", "The body is larger than this service accepts.");
  private static final Answer FAULT =
      Answer.problem(
          503,
          "Service unavailable",
          "The webhook could not be stored. Send it again.",
          Duration.ofSeconds(30));
  private static final HexFormat HEX = HexFormat.of();

  private final Supplier<Sources> sources;
  private final Memory memory;
  private final DoorMeters meters;
  private final DoorRules rules;
  private final InstantSource clock;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Guards guards = new Guards(null, Map.of());

  /** Where arrivals are made durable: the journal. The future completes after the commit. */
  @FunctionalInterface
  public interface Memory {
    CompletableFuture<Receipt> append(Arrival arrival);
  }

  /**
   * @param sources the sources in force
   * @param clock the time a signature's own is compared with
   */
  public Intake(
      Supplier<Sources> sources,
      Memory memory,
      DoorMeters meters,
      DoorRules rules,
      InstantSource clock) {
    this.sources = sources;
    this.memory = memory;
    this.meters = meters;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What is to be answered, once it is known: at once, or when the call is committed. The future
   * never fails.
   */
  public CompletableFuture<Answer> receive(String sourceName, Knock knock) {
    long start = System.nanoTime();
    underWay.incrementAndGet();
    return answerAlways(sourceName, knock)
        .whenComplete(
            (answer, never) -> {
              underWay.decrementAndGet();
              meters.answered(sourceName, answer, System.nanoTime() - start);
            });
  }

  /**
   * Takes a call that we fetched from the sender's own platform: authentic by that, and from here
   * on like any other. The future fails with {@link StoreUnavailable} when it cannot be stored.
   */
  public CompletableFuture<Receipt> fetched(String source, byte[] body) {
    return memory.append(arrival(source, KeptHeaders.FETCHED, body, Envelope.peek(body)));
  }

  /** Requests that are being answered now. */
  public int underWay() {
    return underWay.get();
  }

  /** A fault of ours is never told as one of the sender, and never in its own words. */
  private CompletableFuture<Answer> answerAlways(String source, Knock knock) {
    try {
      Answered step = look(source, knock);
      return step.arrival() == null
          ? CompletableFuture.completedFuture(step.refusal())
          : memory
              .append(step.arrival())
              .handle((receipt, failure) -> told(source, receipt, failure));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(fault(source, e));
    }
  }

  /** What the request comes to: something to store, or an answer. */
  private record Answered(Arrival arrival, Answer refusal) {}

  private static Answered refused(Answer refusal) {
    return new Answered(null, refusal);
  }

  private Answered look(String sourceName, Knock knock) {
    Guard guard = guards().get(sourceName);
    if (guard == null || knock.rest() == null) {
      return refused(NOT_FOUND);
    }
    if (!"POST".equals(knock.method())) {
      return refused(ONLY_POST);
    }
    if (!isJson(knock.header().apply("Content-Type"))) {
      return refused(ONLY_JSON);
    }
    if (knock.body().length > rules.maxBody()) {
      return refused(TOO_LARGE);
    }
    Content content =
        Content.of(knock.body(), knock.header().apply("Content-Encoding"), rules.maxBody())
            .orElse(null);
    if (content == null) {
      return refused(ONLY_GZIP);
    }
    try {
      Answer refusal = guard.refuse(knock, content).orElse(null);
      return refusal == null
          ? new Answered(arrival(sourceName, guard, knock, content), null)
          : refused(refusal);
    } catch (Content.TooLarge e) {
      return refused(TOO_LARGE);
    }
  }

  private static Arrival arrival(String source, Guard guard, Knock knock, Content content) {
    byte[] body = content.bytes().orElse(null);
    // What is authentic is kept, even when its coding is broken.
    return body == null
        ? arrival(
            source,
            KeptHeaders.json(knock.header()),
            content.wire(),
            Envelope.not("is no " + content.coding() + " data"))
        : arrival(
            source, KeptHeaders.json(knock.header()), body, Envelope.peek(body, guard.shape()));
  }

  private static Arrival arrival(String source, String headers, byte[] body, Envelope envelope) {
    return new Arrival(
        source,
        envelope.kind() == null ? null : envelope.kind().text(),
        envelope.callId(),
        sha256(body),
        headers,
        body,
        envelope.understood() ? null : "the body " + envelope.problem());
  }

  private static Answer told(String source, Receipt receipt, Throwable failure) {
    if (failure != null) {
      return fault(source, failure);
    }
    String verdict = receipt.verdict().name().toLowerCase(Locale.ROOT);
    LOG.debug(
        "event.received source={} event={} verdict={} revision={}",
        source,
        receipt.eventId(),
        verdict,
        receipt.revision());
    return Answer.receipt(verdict, receipt.eventId(), receipt.revision());
  }

  private static Answer fault(String source, Throwable failure) {
    if (failure instanceof StoreUnavailable) {
      LOG.warn("event.not_stored source={} reason=\"{}\"", source, failure.getMessage());
    } else {
      // Without its message, which may hold what the sender wrote.
      LOG.error("door.failed source={} error={}", source, failure.getClass().getName());
    }
    return FAULT;
  }

  /** The guards of the sources in force, built once per set. */
  private Map<String, Guard> guards() {
    Sources inForce = sources.get();
    Guards known = guards;
    if (known.sources() != inForce) {
      known =
          new Guards(
              inForce,
              inForce.all().stream()
                  .collect(
                      Collectors.toMap(Source::name, source -> new Guard(source, rules, clock))));
      guards = known;
    }
    return known.bySource();
  }

  private record Guards(Sources sources, Map<String, Guard> bySource) {}

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
