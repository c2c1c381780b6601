package io.aftercall.outbox;

import java.time.Instant;

/**
 * What one destination still has to do, and what it needs a human for.
 *
 * @param oldest when the oldest open delivery was added, or null
 */
public record DestinationBacklog(
    String destination, long pending, long sending, long rejected, long failed, Instant oldest) {
  public long backlog() {
    return pending + sending;
  }
}
