package io.aftercall.store;

import java.time.Instant;

/**
 * What a person did to an event or a delivery.
 *
 * @param fromReason why it stood where it stood before, or null
 */
public record StateChange(
    Instant at, String fromState, String fromReason, String toState, String who, String why) {}
