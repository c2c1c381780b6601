package io.aftercall.store;

/**
 * The rows a piece of long work looks at: so many and no more, whatever it finds among them, for
 * meanwhile nobody else writes.
 *
 * @param last the last of them; empty when there is none
 * @param isEnd whether none come after it
 */
public record ScanWindow(String last, boolean isEnd) {
  public static final int ROWS = 5_000;

  /**
   * @param ids of the rows the work goes through; what an index serves, or the whole table
   */
  public static ScanWindow of(Transaction transaction, SqlBuilder ids, PageRequest pageRequest) {
    return sql(ids, pageRequest)
        .on(transaction)
        .query((row, n) -> new ScanWindow(row.getString(1), row.getInt(2) < ROWS))
        .single();
  }

  /** For those who want to see its plan. */
  public static SqlBuilder sql(SqlBuilder ids, PageRequest pageRequest) {
    return ids.where("id > ?", pageRequest.after())
        .append("order by id limit ?", ROWS)
        .wrap("select coalesce(max(id), ''), count(*) from (%s) as looked");
  }
}
