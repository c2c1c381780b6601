package io.aftercall.journal;

import java.time.Instant;

/**
 * Events that need a person for the same reason.
 *
 * @param since when the first of them came to stand there
 * @param last when the last one did
 */
public record EventReasonGroup(
    EventState state, String reason, long count, Instant since, Instant last) {}
