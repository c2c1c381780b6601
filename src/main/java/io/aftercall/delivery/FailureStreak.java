package io.aftercall.delivery;

import java.time.Instant;

/**
 * A destination that takes nothing: every attempt since then failed.
 *
 * @param attempts in a row
 * @param reason of the last one; what the destination answered, without words of a record
 */
public record FailureStreak(int attempts, String reason, Instant since) {
  /** So many, and it is no accident of one record. */
  private static final int FAILING = 3;

  FailureStreak then(String last) {
    return new FailureStreak(attempts + 1, last, since);
  }

  boolean isFailing() {
    return attempts >= FAILING;
  }

  /** For a person. */
  public String sentence() {
    return "the last %d attempts all failed: %s".formatted(attempts, reason);
  }
}
