package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.journal.EventRow;
import java.time.Instant;

/** An event in the API. */
@JsonNaming(SnakeCaseStrategy.class)
record EventJson(
    String id,
    String source,
    String callId,
    int revision,
    String kind,
    String state,
    String reason,
    Instant receivedAt,
    Instant stateAt) {
  static EventJson of(EventRow row) {
    return new EventJson(
        row.id(),
        row.source(),
        row.callId(),
        row.revision(),
        row.kind(),
        row.state().text(),
        row.reason(),
        row.receivedAt(),
        row.stateAt());
  }
}
