package io.aftercall.outbox;

import java.time.Instant;

/**
 * One try to deliver.
 *
 * @param outcome delivered, retry, rejected, …
 * @param reason in plain words, or null
 * @param sent what went out, redacted, or null
 * @param answer what came back, redacted, or null
 * @param mappingVersion of the rules that made the record, or null
 */
public record Attempt(
    Instant at,
    long tookMillis,
    String outcome,
    String reason,
    String sent,
    String answer,
    String mappingVersion,
    String node) {}
