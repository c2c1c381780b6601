package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.outbox.DeliveryRow;
import java.time.Instant;

/**
 * A delivery in the API.
 *
 * @param waits whether another delivery goes first
 * @param attempts how many were made
 * @param reference the destination's own id for it, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
record DeliveryJson(
    String id,
    String eventId,
    String source,
    String callId,
    int revision,
    String destination,
    int ordinal,
    String state,
    boolean waits,
    String reason,
    Instant dueAt,
    int attempts,
    String reference,
    Instant createdAt,
    Instant stateAt) {
  static DeliveryJson of(DeliveryRow row) {
    return new DeliveryJson(
        row.id(),
        row.eventId(),
        row.call().source(),
        row.call().callId(),
        row.call().revision(),
        row.destination(),
        row.ordinal(),
        row.state().text(),
        row.waits(),
        row.reason(),
        row.dueAt(),
        row.attempts(),
        row.reference(),
        row.createdAt(),
        row.stateAt());
  }
}
