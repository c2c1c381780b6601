package aftercall.outbox;

/**
 * An attempt in the order they were made.
 *
 * @param number from 1
 */
public record Tried(int number, Attempt attempt) {}
