package io.aftercall.outbox;

import java.time.Instant;

/**
 * Deliveries to one destination that need a person for the same reason.
 *
 * @param since when the first of them came to stand there
 * @param last when the last one did
 */
public record DeliveryGroup(
    DeliveryState state,
    String destination,
    String reason,
    long count,
    Instant since,
    Instant last) {}
