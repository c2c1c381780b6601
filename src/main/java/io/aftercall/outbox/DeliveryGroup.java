package io.aftercall.outbox;

import java.time.Instant;

/**
 * Deliveries to one destination that need a person for the same reason.
 *
 * @param reason what their reasons have in common
 * @param since when the first of them came to stand there
 * @param last when the last one did
 * @param example the reason of one of them, word for word; may be null
 */
public record DeliveryGroup(
    DeliveryState state,
    String destination,
    String reason,
    long count,
    Instant since,
    Instant last,
    String example) {}
