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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final Duration COME_BACK = Duration.ofSeconds(30);
  private static final HexFormat HEX = HexFormat.of();

  private final Supplier<Sources> sources;
  private final Memory memory;
  private final DoorMeters meters;
  private final int maxBody;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Proven proven = new Proven(null, Map.of());

  /** Where arrivals are made durable: the journal. Returns after the commit. */
  @FunctionalInterface
  public interface Memory {
    Receipt append(Arrival arrival);
  }

  /**
   * @param sources the sources in force
   * @param maxBody most bytes of a body
   */
  public Intake(Supplier<Sources> sources, Memory memory, DoorMeters meters, int maxBody) {
    this.sources = sources;
    this.memory = memory;
    this.meters = meters;
    this.maxBody = maxBody;
  }

  public Answer receive(String sourceName, Knock knock) {
    long start = System.nanoTime();
    underWay.incrementAndGet();
    try {
      Answer answer = answer(sourceName, knock);
      meters.answered(sourceName, answer, System.nanoTime() - start);
      return answer;
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Requests that are being answered now. */
  public int underWay() {
    return underWay.get();
  }

  private Answer answer(String sourceName, Knock knock) {
    List<ProofCheck> checks = checks().get(sourceName);
    if (checks == null || knock.rest() == null) {
      return Answer.problem(404, "Not found", "There is nothing at this address.");
    }
    if (!"POST".equals(knock.method())) {
      return Answer.problem(405, "Method not allowed", "Webhooks are sent by POST.");
    }
    if (!isJson(knock.header().apply("Content-Type"))) {
      return Answer.problem(415, "Unsupported media type", "Send the webhook as application/json.");
    }
    if (knock.body().length > maxBody) {
      return Answer.problem(
          413, "Content too large", "The body is larger than this service accepts.");
    }
    if (checks.stream().noneMatch(check -> check.accepts(knock))) {
      return Answer.problem(401, "Unauthorized", "The proof of the sender is wrong or missing.");
    }
    return append(sourceName, knock);
  }

  private Answer append(String source, Knock knock) {
    Envelope envelope = Envelope.peek(knock.body());
    Arrival arrival =
        new Arrival(
            source,
            envelope.kind() == null ? null : envelope.kind().text(),
            envelope.callId(),
            sha256(knock.body()),
            KeptHeaders.json(knock.header()),
            knock.body(),
            envelope.understood() ? null : "the body " + envelope.problem());
    try {
      Receipt receipt = memory.append(arrival);
      String verdict = receipt.verdict().name().toLowerCase(Locale.ROOT);
      LOG.debug(
          "event.received source={} event={} verdict={} revision={}",
          source,
          receipt.eventId(),
          verdict,
          receipt.revision());
      return Answer.receipt(verdict, receipt.eventId(), receipt.revision());
    } catch (StoreUnavailable e) {
      LOG.warn("event.not_stored source={} reason=\"{}\"", source, e.getMessage());
      return Answer.problem(
          503, "Service unavailable", "The webhook could not be stored. Send it again.", COME_BACK);
    }
  }

  /** The checks of the sources in force, built once per set. */
  private Map<String, List<ProofCheck>> checks() {
    Sources inForce = sources.get();
    Proven known = proven;
    if (known.sources() != inForce) {
      known =
          new Proven(
              inForce,
              inForce.all().stream()
                  .collect(
                      Collectors.toMap(
                          Source::name,
                          source -> source.proofs().stream().map(ProofCheck::of).toList())));
      proven = known;
    }
    return known.checks();
  }

  private record Proven(Sources sources, Map<String, List<ProofCheck>> checks) {}

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
