package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.journal.CallCard;
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
    Instant stateAt,
    Customer customer) {

  /** Whom a call was with, and how it ended. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Customer(
      String name,
      String phone,
      String company,
      String email,
      String campaign,
      String outcome,
      String calledAt) {
    static Customer of(CallCard card) {
      return card == null
          ? null
          : new Customer(
              card.name(),
              card.phone(),
              card.company(),
              card.email(),
              card.campaign(),
              card.outcome(),
              card.calledAt());
    }
  }

  /**
   * @param customer whom it was with, as whoever asks may see it; may be null
   */
  static EventJson of(EventRow row, CallCard customer) {
    return new EventJson(
        row.id(),
        row.source(),
        row.callId(),
        row.revision(),
        row.kind(),
        row.state().text(),
        row.reason(),
        row.receivedAt(),
        row.stateAt(),
        Customer.of(customer));
  }
}
