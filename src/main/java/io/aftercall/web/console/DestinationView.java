package io.aftercall.web.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.outbox.DestinationPause;
import java.time.Instant;

/**
 * How a destination is doing.
 *
 * @param oldest when the oldest open delivery was added, or null
 * @param paused why it takes nothing now, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DestinationView(
    String name,
    long pending,
    long sending,
    long refused,
    long dead,
    Instant oldest,
    Paused paused) {

  /**
   * @param until when one delivery may try again; null: until somebody resumes it
   */
  record Paused(String reason, Instant since, Instant until) {
    static Paused of(DestinationPause destinationPause) {
      return destinationPause == null
          ? null
          : new Paused(
              destinationPause.reason(), destinationPause.since(), destinationPause.until());
    }
  }

  public long backlog() {
    return pending + sending;
  }
}
