package io.aftercall.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.BodyKind;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Source;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.routing.CallVerifier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches each call by its id before anything is sent, so that a stolen token alone makes no
 * record. When the platform cannot be asked the sender's authentication must do, and that is told.
 */
final class PlatformCallVerifier implements CallVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformCallVerifier.class);

  /** A platform that is away is not waited for with every call. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  /** So long after the last call that was not compared, people are still told. */
  private static final Duration TOLD = Duration.ofMinutes(15);

  private final SenderApis senderApis;
  private final FetchedBodyCache fetchedBodyCache;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

  /**
   * Calls that were not compared, one after the other.
   *
   * @param asked when the platform was asked in vain; the budget being spent is no such thing
   */
  private record Trouble(Instant since, Instant last, Instant asked, long calls, String why) {}

  PlatformCallVerifier(
      SenderApis senderApis,
      FetchedBodyCache fetchedBodyCache,
      MeterRegistry registry,
      InstantSource clock) {
    this.senderApis = senderApis;
    this.fetchedBodyCache = fetchedBodyCache;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public boolean watches(String source) {
    return senderApis.readBack(source).isPresent();
  }

  @Override
  public Finding verify(LeasedEvent event, ObjectNode call) {
    Finding finding =
        senderApis
            .readBack(event.source())
            // As it is understood now: a body that was a riddle at the webhook endpoint has no kind
            // there.
            .filter(source -> BodyKind.CALL.text().equals(call.path("kind").asText()))
            .filter(source -> !fetchedBodyCache.has(event.body()))
            .map(source -> ask(source, call.path("id").asText(), call))
            .orElse(new Finding(Result.CONFIRMED, ""));
    String result = finding.result().name().toLowerCase(Locale.ROOT);
    Counter.builder("aftercall.read.back")
        .description("Calls that were read back from the sender before they were routed")
        .tags("source", event.source(), "result", result)
        .register(registry)
        .increment();
    return finding;
  }

  private Finding ask(Source source, String callId, ObjectNode call) {
    Trouble trouble = troubles.get(source.name());
    if (trouble != null && trouble.asked().plus(LEFT_ALONE).isAfter(clock.instant())) {
      return skipped(source.name(), trouble.why(), trouble.asked());
    }
    try {
      Optional<ObjectNode> theirs = senderApis.api(source).call(callId, LONGEST);
      return theirs.isEmpty()
          ? new Finding(Result.DIFFERS, "the platform knows no call with this id")
          : compare(call, read(source, theirs.get()));
    } catch (SenderApiException problem) {
      boolean spent = problem.kind() == SenderApiException.Kind.BUSY;
      return skipped(source.name(), problem.getMessage(), spent ? Instant.MIN : clock.instant());
    }
  }

  private static Finding compare(ObjectNode ours, Optional<ObjectNode> theirs) {
    if (theirs.isEmpty()) {
      return new Finding(Result.DIFFERS, "what the platform holds of this id is no call");
    }
    List<String> differences = CallComparison.differences(ours, theirs.get());
    return differences.isEmpty()
        ? new Finding(Result.CONFIRMED, "")
        : new Finding(
            Result.DIFFERS, "the platform holds another " + String.join(", ", differences));
  }

  private static Optional<ObjectNode> read(Source source, ObjectNode theirs) {
    ReadResult readResult =
        new CallReader(source.rules()).read(theirs.toString().getBytes(UTF_8), 1);
    return readResult instanceof ReadResult.Read read ? Optional.of(read.call()) : Optional.empty();
  }

  private Finding skipped(String source, String why, Instant asked) {
    Instant now = clock.instant();
    Trouble trouble =
        troubles.compute(
            source,
            (name, known) ->
                known == null || isOver(known)
                    ? new Trouble(now, now, asked, 1, why)
                    : new Trouble(known.since(), now, asked, known.calls() + 1, why));
    if (trouble.calls() == 1) {
      LOG.warn("verify_with_platform.skipped source={} reason=\"{}\"", source, why);
    }
    return new Finding(Result.SKIPPED, "not compared with the platform: " + why);
  }

  private boolean isOver(Trouble trouble) {
    return trouble.last().plus(TOLD).isBefore(clock.instant());
  }

  @Override
  public Map<String, String> alerts() {
    Map<String, String> alerts = new TreeMap<>();
    for (String source : senderApis.names()) {
      Trouble trouble = troubles.get(source);
      if (watches(source) && trouble != null && !isOver(trouble)) {
        alerts.put(
            source,
            "%d call(s) since %s were taken by the sender's authentication alone: %s"
                .formatted(
                    trouble.calls(),
                    trouble.since().truncatedTo(ChronoUnit.SECONDS),
                    trouble.why()));
      }
    }
    return alerts;
  }
}
