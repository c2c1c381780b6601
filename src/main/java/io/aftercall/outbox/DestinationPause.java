package io.aftercall.outbox;

import java.time.Instant;

/**
 * Why a destination takes nothing now.
 *
 * @param until when one delivery may try again; null: until somebody resumes it
 */
public record DestinationPause(String destination, String reason, Instant since, Instant until) {}
