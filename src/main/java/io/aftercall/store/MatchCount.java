package io.aftercall.store;

import java.time.Instant;

/**
 * How much there is to do.
 *
 * @param rows how many
 * @param newest since when the newest of them has stood where it stands
 */
public record MatchCount(long rows, Instant newest) {
  /**
   * @param query of two columns, in this order
   */
  public static MatchCount of(Store store, SqlBuilder sqlBuilder) {
    return store.read(
        db ->
            sqlBuilder
                .on(db)
                .query(
                    (row, n) ->
                        new MatchCount(row.getLong(1), Instant.ofEpochMilli(row.getLong(2))))
                .single());
  }

  public MatchCount where(MatchCount other) {
    return new MatchCount(rows + other.rows, newest.isAfter(other.newest) ? newest : other.newest);
  }

  /** By a clock that was set back, what stands there already may have come later than now. */
  public Instant asOf(Instant now) {
    return newest.isAfter(now) ? newest : now;
  }
}
