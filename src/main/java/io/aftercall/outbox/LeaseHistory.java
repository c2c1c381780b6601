package io.aftercall.outbox;

import java.time.Duration;

/**
 * What happened to a delivery before it was taken leased.
 *
 * @param seen whether somebody had it leased before and gave it back, or a person brought it back
 * @param maybeSent whether somebody had it and never told how it ended: the destination may have it
 * @param waited between its tries; pauses of the destination do not count
 * @param progress what of it is done already, in the protocol step's own words; empty for nothing
 */
public record LeaseHistory(boolean seen, boolean maybeSent, Duration waited, String progress) {
  /** Of one that nobody ever had. */
  public static final LeaseHistory NONE = new LeaseHistory(false, false, Duration.ZERO, "");
}
