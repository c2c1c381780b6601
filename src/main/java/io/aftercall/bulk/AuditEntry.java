package io.aftercall.bulk;

import java.time.Instant;

/**
 * What somebody did.
 *
 * @param what in one word: retry, discard, replay, pause, resume, erase, …
 * @param about in words that name no customer
 * @param why in their own words; null where nobody asks for it
 * @param changed how many rows; null when nothing is counted, or it is not done yet
 */
public record AuditEntry(
    String id, Instant at, String who, String what, String about, String why, Long changed) {}
