package io.aftercall.bulk;

import java.time.Instant;

/**
 * An order as it stands.
 *
 * @param about what it goes for, in words
 * @param total how many it was about to change when it was given
 * @param changed how many it has changed
 * @param rate of changes per second at most; null: as fast as it goes
 * @param endedAt null while it runs
 * @param endedBy who called it off, or null
 */
public record BulkJob(
    String id,
    Instant at,
    String who,
    String why,
    BulkAction bulkAction,
    String about,
    long total,
    long changed,
    Double rate,
    State state,
    Instant endedAt,
    String endedBy) {

  /** Where an order stands. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED
  }

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /** 0 to 100. What was to be changed may have gone by itself, so it may end below. */
  public int percent() {
    return total == 0 ? 100 : (int) Math.min(100, changed * 100 / total);
  }
}
