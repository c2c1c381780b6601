package io.aftercall.web.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
    long rejected,
    long failed,
    Instant oldest,
    Paused paused,
    @JsonUnwrapped StateAndReason standing) {

  /**
   * @param state off, paused, failing or on
   * @param why empty when it is on
   * @param asks whether a person must say what becomes of an old backlog
   */
  record StateAndReason(String state, String why, boolean asks) {}

  public String state() {
    return standing.state();
  }

  public String why() {
    return standing.why();
  }

  public boolean asks() {
    return standing.asks();
  }

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
