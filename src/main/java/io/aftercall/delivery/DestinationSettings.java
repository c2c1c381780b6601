package io.aftercall.delivery;

import java.time.Duration;

/**
 * How one destination is served; the parameters of {@code from: outbox:<destination>}.
 *
 * @param batchSize most records per round
 * @param concurrency rounds at the same time on this node
 * @param ratePerSecond most records a second on this node, or 0 for no limit
 * @param lease how long a claimed delivery is ours; longer than any answer time-out
 * @param probeAfter how long a stopped destination is left alone before one delivery tries again
 * @param ask whether a human decides when it is not known if the destination has the record; else
 *     it is sent again
 */
public record DestinationSettings(
    String destination,
    int batchSize,
    int concurrency,
    double ratePerSecond,
    Duration lease,
    Duration probeAfter,
    RetrySettings retries,
    boolean ask) {
  /** One that may be sent again. */
  public DestinationSettings(
      String destination,
      int batchSize,
      int concurrency,
      double ratePerSecond,
      Duration lease,
      Duration probeAfter,
      RetrySettings retries) {
    this(destination, batchSize, concurrency, ratePerSecond, lease, probeAfter, retries, false);
  }
}
