package io.aftercall.journal;

/**
 * How an event leased ends.
 *
 * @param fence of the lease
 * @param reason why it is held, ignored or quarantined, in plain words; may be null when routed
 * @param personKey whose call it was, or null when not known
 * @param leadKey which lead of which campaign was called, or null
 * @param attemptNo which attempt at this lead it was, or null when not known
 */
public record EventResult(
    String eventId,
    int leaseToken,
    EventState state,
    String reason,
    String personKey,
    String leadKey,
    Integer attemptNo) {

  /** Of a call that belongs to no campaign. */
  public EventResult(
      String eventId, int leaseToken, EventState state, String reason, String personKey) {
    this(eventId, leaseToken, state, reason, personKey, null, null);
  }

  public EventResult {
    if (state == EventState.RECEIVED) {
      throw new IllegalArgumentException("An event is not closed as received");
    }
  }
}
