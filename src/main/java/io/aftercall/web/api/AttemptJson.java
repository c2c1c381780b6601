package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.NumberedAttempt;
import java.time.Instant;

/**
 * One try to deliver, in the API.
 *
 * @param sent what went out, redacted, or null
 * @param answer what came back, redacted, or null
 * @param rawAnswer what came back word for word, its first 4 kB; hidden from viewers, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
record AttemptJson(
    int number,
    Instant at,
    long tookMs,
    String outcome,
    String reason,
    String sent,
    String answer,
    String rawAnswer,
    String mappingVersion,
    String node) {
  static AttemptJson of(NumberedAttempt numberedAttempt, String rawAnswer) {
    Attempt attempt = numberedAttempt.attempt();
    return new AttemptJson(
        numberedAttempt.number(),
        attempt.at(),
        attempt.tookMillis(),
        attempt.outcome(),
        attempt.reason(),
        attempt.sent(),
        attempt.answer(),
        rawAnswer,
        attempt.mappingVersion(),
        attempt.node());
  }
}
