package aftercall.outbox;

import java.time.Instant;

/**
 * Which deliveries. Null means any.
 *
 * @param since of events received then or later
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
    int limit,
    String beforeId) {
  public static DeliveryFilter all() {
    return new DeliveryFilter(null, null, null, null, null, null, 100, null);
  }

  public DeliveryFilter in(DeliveryState wanted) {
    return new DeliveryFilter(
        wanted, destination, source, since, personKey, callId, limit, beforeId);
  }

  public DeliveryFilter to(String wanted) {
    return new DeliveryFilter(state, wanted, source, since, personKey, callId, limit, beforeId);
  }

  public DeliveryFilter from(String wanted) {
    return new DeliveryFilter(
        state, destination, wanted, since, personKey, callId, limit, beforeId);
  }

  public DeliveryFilter since(Instant wanted) {
    return new DeliveryFilter(
        state, destination, source, wanted, personKey, callId, limit, beforeId);
  }

  public DeliveryFilter ofPerson(String wanted) {
    return new DeliveryFilter(state, destination, source, since, wanted, callId, limit, beforeId);
  }

  public DeliveryFilter ofCall(String wanted) {
    return new DeliveryFilter(
        state, destination, source, since, personKey, wanted, limit, beforeId);
  }

  public DeliveryFilter page(int size, String before) {
    return new DeliveryFilter(state, destination, source, since, personKey, callId, size, before);
  }
}
