package aftercall.console;

import aftercall.outbox.Pause;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/**
 * How a destination is doing.
 *
 * @param oldest when the oldest open delivery was added, or null
 * @param paused why it takes nothing now, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
record DestinationView(
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
    static Paused of(Pause pause) {
      return pause == null ? null : new Paused(pause.reason(), pause.since(), pause.until());
    }
  }

  public long backlog() {
    return pending + sending;
  }
}
