package aftercall.journal;

/**
 * How an event on loan ends.
 *
 * @param fence of the loan
 * @param reason why it is held, ignored or quarantined, in plain words; may be null when routed
 * @param personKey whose call it was, or null when not known
 */
public record Closed(String eventId, int fence, EventState state, String reason, String personKey) {
  public Closed {
    if (state == EventState.RECEIVED) {
      throw new IllegalArgumentException("An event is not closed as received");
    }
  }
}
