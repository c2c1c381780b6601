package io.aftercall.notification;

import java.time.Instant;

/**
 * Something people should know of. Holds nothing of a call: a kind, a destination's name, a fixed
 * word and a number.
 *
 * @param count how many deliveries or events it concerns now
 * @param since when it began, or when it was first seen
 */
public record Cause(Key key, long count, Instant since) {

  /** What it is about. */
  public enum Kind {
    /** A destination takes nothing. */
    PAUSED,
    /** Every attempt at a destination fails. */
    FAILING,
    /** Only a person can act on it. */
    NEEDS_ATTENTION
  }

  /**
   * What makes it the same cause as before.
   *
   * @param destination empty when it is about events
   * @param code a word of a closed set: {@code unavailable}, {@code rejected}, {@code quarantined}
   */
  public record Key(Kind kind, String destination, String code) {}

  public static Cause of(Kind kind, String destination, String code, long count, Instant since) {
    return new Cause(new Key(kind, destination, code), count, since);
  }
}
