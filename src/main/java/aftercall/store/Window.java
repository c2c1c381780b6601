package aftercall.store;

/**
 * The rows a piece of long work looks at: so many and no more, whatever it finds among them, for
 * meanwhile nobody else writes.
 *
 * @param last the last of them; empty when there is none
 * @param isEnd whether none come after it
 */
public record Window(String last, boolean isEnd) {
  public static final int ROWS = 5_000;

  /**
   * @param ids of the rows the work goes through; what an index serves, or the whole table
   */
  public static Window of(Tx tx, Query ids, Span span) {
    return sql(ids, span)
        .on(tx)
        .query((row, n) -> new Window(row.getString(1), row.getInt(2) < ROWS))
        .single();
  }

  /** For those who want to see its plan. */
  public static Query sql(Query ids, Span span) {
    return ids.and("id > ?", span.after())
        .then("order by id limit ?", ROWS)
        .inside("select coalesce(max(id), ''), count(*) from (%s) as looked");
  }
}
