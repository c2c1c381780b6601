package io.aftercall.outbox;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What a call promised, as the list of what is due has it.
 *
 * @param kind as in {@code .promise.kind}
 * @param dueDay of {@code dueAt}, in the source's zone
 * @param campaign null if the call is of none
 * @param owner who is to keep it; null if the call names nobody
 * @param deliveryId what keeps it; null if nothing of it is a delivery
 * @param timed whether that delivery waits for {@code dueAt}, and so can be moved
 * @param state of the delivery; null without one
 */
public record PromisedItem(
    String eventId,
    NewDelivery.CallRef call,
    String kind,
    Instant dueAt,
    LocalDate dueDay,
    String campaign,
    String owner,
    String deliveryId,
    boolean timed,
    DeliveryState state) {

  /** The same at another time. */
  public PromisedItem at(Instant other, LocalDate day) {
    return new PromisedItem(
        eventId, call, kind, other, day, campaign, owner, deliveryId, timed, state);
  }

  /** Whether people can still give it another time, or drop it. */
  public boolean isMovable() {
    return timed && state == DeliveryState.PENDING;
  }
}
