package io.aftercall.outbox;

import java.time.Instant;

/**
 * A delivery leased: whoever holds the highest fence may record what became of it.
 *
 * @param attempts made before this one
 * @param mappingVersion of the mapping its record is to be made by; null for the one in force
 */
public record LeasedDelivery(
    String id,
    String eventId,
    String destination,
    int ordinal,
    String personKey,
    int leaseToken,
    int attempts,
    Instant createdAt,
    int priority,
    String mappingVersion,
    LeaseHistory past) {}
