package io.aftercall.outbox;

import java.time.Instant;

/**
 * An appointment as a delivery tells it to the customer's calendar.
 *
 * @param uid the same for all that is ever said about one appointment
 * @param sequence higher for each thing said about it, from 0
 * @param previousStart where the customer's calendar has it now; null for a new appointment
 */
public record CalendarEntry(
    String uid,
    int sequence,
    Instant start,
    Instant end,
    Instant previousStart,
    boolean cancelled) {}
