package aftercall.store;

import java.time.Instant;

/**
 * How much there is to do.
 *
 * @param rows how many
 * @param newest since when the newest of them has stood where it stands
 */
public record Extent(long rows, Instant newest) {
  /**
   * @param query of two columns, in this order
   */
  public static Extent of(Store store, Query query) {
    return store.read(
        db ->
            query
                .on(db)
                .query((row, n) -> new Extent(row.getLong(1), Instant.ofEpochMilli(row.getLong(2))))
                .single());
  }

  public Extent and(Extent other) {
    return new Extent(rows + other.rows, newest.isAfter(other.newest) ? newest : other.newest);
  }

  /** By a clock that was set back, what stands there already may have come later than now. */
  public Instant asOf(Instant now) {
    return newest.isAfter(now) ? newest : now;
  }
}
