package aftercall.outbox;

import java.time.Duration;

/**
 * @param max how many at most
 * @param lease after which others may take them again; longer than any attempt
 * @param node who takes them, for people to see
 */
public record ClaimRequest(String destination, int max, Duration lease, String node) {}
