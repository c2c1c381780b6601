package io.aftercall.outbox;

/**
 * An attempt in the order they were made.
 *
 * @param number from 1
 */
public record NumberedAttempt(int number, Attempt attempt) {}
