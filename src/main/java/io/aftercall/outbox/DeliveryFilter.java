package io.aftercall.outbox;

import java.time.Instant;

/**
 * Which deliveries. Null means any.
 *
 * @param since of events received then or later
 * @param reason why they stand where they stand, word for word
 * @param id this one only
 * @param limit how many at most, the newest first
 * @param beforeId for the next page: the last id of the page before
 */
public record DeliveryFilter(
    DeliveryState state,
    String destination,
    String source,
    Instant since,
    String personKey,
    String callId,
    String reason,
    String id,
    int limit,
    String beforeId) {
  public static DeliveryFilter all() {
    return new DeliveryFilter(null, null, null, null, null, null, null, null, 100, null);
  }

  public DeliveryFilter in(DeliveryState wanted) {
    return new DeliveryFilter(
        wanted, destination, source, since, personKey, callId, reason, id, limit, beforeId);
  }

  public DeliveryFilter to(String wanted) {
    return new DeliveryFilter(
        state, wanted, source, since, personKey, callId, reason, id, limit, beforeId);
  }

  public DeliveryFilter from(String wanted) {
    return new DeliveryFilter(
        state, destination, wanted, since, personKey, callId, reason, id, limit, beforeId);
  }

  public DeliveryFilter since(Instant wanted) {
    return new DeliveryFilter(
        state, destination, source, wanted, personKey, callId, reason, id, limit, beforeId);
  }

  public DeliveryFilter ofPerson(String wanted) {
    return new DeliveryFilter(
        state, destination, source, since, wanted, callId, reason, id, limit, beforeId);
  }

  public DeliveryFilter ofCall(String wanted) {
    return new DeliveryFilter(
        state, destination, source, since, personKey, wanted, reason, id, limit, beforeId);
  }

  public DeliveryFilter because(String wanted) {
    return new DeliveryFilter(
        state, destination, source, since, personKey, callId, wanted, id, limit, beforeId);
  }

  public DeliveryFilter only(String wanted) {
    return new DeliveryFilter(
        state, destination, source, since, personKey, callId, reason, wanted, limit, beforeId);
  }

  public DeliveryFilter page(int size, String before) {
    return new DeliveryFilter(
        state, destination, source, since, personKey, callId, reason, id, size, before);
  }
}
