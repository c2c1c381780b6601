package io.aftercall.delivery;

import java.time.Duration;

/**
 * How one destination is served; the parameters of {@code from: outbox:<destination>}.
 *
 * @param batchSize most records per round
 * @param concurrency rounds at the same time on this node
 * @param ratePerSecond most records a second on this node, or 0 for no limit
 * @param lease how long a claimed delivery is ours; longer than any answer time-out
 * @param probeInterval how long a stopped destination is left alone before one delivery tries again
 * @param batchTimeout how long a batch may take until its conversation is given up; shorter than
 *     the lease
 * @param ask whether a human decides when it is not known if the destination has the record; else
 *     it is sent again
 */
public record DestinationSettings(
    String destination,
    int batchSize,
    int concurrency,
    double ratePerSecond,
    Duration lease,
    Duration probeInterval,
    RetrySettings retries,
    boolean ask,
    Duration batchTimeout) {
  /** One whose batches may take four fifths of the lease. */
  public DestinationSettings(
      String destination,
      int batchSize,
      int concurrency,
      double ratePerSecond,
      Duration lease,
      Duration probeInterval,
      RetrySettings retries,
      boolean ask) {
    this(
        destination,
        batchSize,
        concurrency,
        ratePerSecond,
        lease,
        probeInterval,
        retries,
        ask,
        withinLease(lease));
  }

  /** The longest a batch may take when nothing is set: four fifths of the lease. */
  public static Duration withinLease(Duration lease) {
    return lease.multipliedBy(4).dividedBy(5);
  }

  /** One that may be sent again. */
  public DestinationSettings(
      String destination,
      int batchSize,
      int concurrency,
      double ratePerSecond,
      Duration lease,
      Duration probeInterval,
      RetrySettings retries) {
    this(destination, batchSize, concurrency, ratePerSecond, lease, probeInterval, retries, false);
  }
}
