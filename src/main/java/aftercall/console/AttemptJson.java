package aftercall.console;

import aftercall.outbox.Attempt;
import aftercall.outbox.Tried;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/**
 * One try to deliver, in the API.
 *
 * @param sent what went out, redacted, or null
 * @param answer what came back, redacted, or null
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
    String mappingVersion,
    String node) {
  static AttemptJson of(Tried tried) {
    Attempt attempt = tried.attempt();
    return new AttemptJson(
        tried.number(),
        attempt.at(),
        attempt.tookMillis(),
        attempt.outcome(),
        attempt.reason(),
        attempt.sent(),
        attempt.answer(),
        attempt.mappingVersion(),
        attempt.node());
  }
}
