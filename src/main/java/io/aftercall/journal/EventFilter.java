package io.aftercall.journal;

import java.time.Instant;

/**
 * Which events. Null means any.
 *
 * @param since received then or later
 * @param reason why they stand where they stand, word for word
 * @param id this one only
 * @param limit how many at most, the newest first
 * @param beforeId for the next page: the last id of the page before
 */
public record EventFilter(
    EventState state,
    String source,
    Instant since,
    String personKey,
    String callId,
    String reason,
    String id,
    int limit,
    String beforeId) {
  public static EventFilter all() {
    return new EventFilter(null, null, null, null, null, null, null, 100, null);
  }

  public EventFilter in(EventState wanted) {
    return new EventFilter(wanted, source, since, personKey, callId, reason, id, limit, beforeId);
  }

  public EventFilter from(String wanted) {
    return new EventFilter(state, wanted, since, personKey, callId, reason, id, limit, beforeId);
  }

  public EventFilter since(Instant wanted) {
    return new EventFilter(state, source, wanted, personKey, callId, reason, id, limit, beforeId);
  }

  public EventFilter ofPerson(String wanted) {
    return new EventFilter(state, source, since, wanted, callId, reason, id, limit, beforeId);
  }

  public EventFilter ofCall(String wanted) {
    return new EventFilter(state, source, since, personKey, wanted, reason, id, limit, beforeId);
  }

  public EventFilter because(String wanted) {
    return new EventFilter(state, source, since, personKey, callId, wanted, id, limit, beforeId);
  }

  public EventFilter only(String wanted) {
    return new EventFilter(
        state, source, since, personKey, callId, reason, wanted, limit, beforeId);
  }

  public EventFilter page(int size, String before) {
    return new EventFilter(state, source, since, personKey, callId, reason, id, size, before);
  }
}
