package io.aftercall.outbox;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * @param max how many at most
 * @param lease after which others may take them again; longer than any attempt
 * @param node who takes them, for people to see
 * @param inHand ids this process still works on, whatever the clock on the wall says of their lease
 */
public record LeaseRequest(
    String destination, int max, Duration lease, String node, Predicate<String> inHand) {
  /** Of a process that has nothing in hand. */
  public LeaseRequest(String destination, int max, Duration lease, String node) {
    this(destination, max, lease, node, id -> false);
  }
}
