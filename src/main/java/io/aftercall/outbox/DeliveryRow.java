package io.aftercall.outbox;

import java.time.Instant;

/**
 * A delivery as people see it.
 *
 * @param waits whether an older delivery of the person, or the one it comes after, goes first
 * @param dueAt when it is tried next, or when its lease ends
 */
public record DeliveryRow(
    String id,
    String eventId,
    NewDelivery.CallRef call,
    String destination,
    int ordinal,
    String personKey,
    int priority,
    String afterId,
    DeliveryState state,
    boolean waits,
    String reason,
    Instant dueAt,
    int attempts,
    String reference,
    Instant createdAt,
    Instant stateAt) {}
