package io.aftercall.journal;

import java.time.Instant;

/** An event as people see it, without its body. */
public record EventRow(
    String id,
    String source,
    String callId,
    int revision,
    String kind,
    String contentHash,
    EventState state,
    String reason,
    String personKey,
    Instant receivedAt,
    Instant stateAt,
    String headersJson) {}
