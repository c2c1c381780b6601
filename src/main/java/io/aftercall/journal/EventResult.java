package io.aftercall.journal;

/**
 * How an event on loan ends.
 *
 * @param fence of the loan
 * @param reason why it is held, ignored or quarantined, in plain words; may be null when routed
 * @param personKey whose call it was, or null when not known
 */
public record EventResult(
    String eventId, int leaseToken, EventState state, String reason, String personKey) {
  public EventResult {
    if (state == EventState.RECEIVED) {
      throw new IllegalArgumentException("An event is not closed as received");
    }
  }
}
