package io.aftercall.outbox;

import io.aftercall.store.Dialect;

/**
 * The order of one person's deliveries at one destination, as pieces of SQL.
 *
 * <p>A delivery stands back while an older one of its line is open, or while the one it comes after
 * is. Such a row is marked {@code waits} and leaves the index that claims read, so that a person
 * with a long line costs a claim nothing. Whoever closes a delivery lets the next one go. The mark
 * only spares work; the claim asks for the truth of everyone it takes.
 *
 * <p>Who is {@link SoleInOrder} in its line has no place there, and nobody to ask for.
 *
 * <p>Every condition names an index's own condition word for word, and no other's: SQLite uses a
 * partial index only where it reads that.
 *
 * <p>With several nodes, whoever marks a row keeps the row it waits for from being closed until the
 * mark is committed ({@link Dialect#forShare}); so the closing finds the mark, and nobody is
 * forgotten.
 */
final class PersonOrdering {
  private PersonOrdering() {}

  /** Condition on row {@code d}: it stands back. */
  static String isBlocked(String forShare) {
    return "d.lined = 1 and " + olderOpen(forShare) + " or " + afterOpen(forShare);
  }

  /** As a value, for PostgreSQL would answer "exists" by a table of all that is open. */
  private static String afterOpen(String forShare) {
    return "(d.after_id is not null and"
        + " coalesce((select a.is_open from delivery a where a.id = d.after_id"
        + forShare
        + "), 0) = 1)";
  }

  private static String olderOpen(String forShare) {
    return """
    exists (select 1 from delivery o where o.destination = d.destination
      and o.person_key = d.person_key and o.is_open = 1 and o.lined = 1
      and (o.seq, o.id) < (d.seq, d.id)%s)\
    """
        .formatted(forShare);
  }

  /**
   * Condition on row {@code d}, one parameter, now: a younger one of its line is leased, which
   * happens when a human brings back an older one.
   */
  static final String OVERTAKEN =
      """
      d.lined = 1 and exists (select 1 from delivery o where o.destination = d.destination
        and o.person_key = d.person_key and o.state = 'sending'
        and (o.seq, o.id) > (d.seq, d.id)
        and o.due_at > ?)\
      """;

  /** Who waits first in the line of each delivery that was closed; one parameter, their ids. */
  static String next(Dialect dialect) {
    return """
    select (select n.id from delivery n where n.destination = d.destination
        and n.person_key = d.person_key and n.is_open = 1 and n.waits = 1
        order by n.seq, n.id limit 1)
    from delivery d where %s\
    """
        .formatted(dialect.in("d.id"));
  }

  /**
   * Lets deliveries go; one parameter, their ids. They may still have to wait for something else;
   * then the claim marks them again.
   */
  static String release(Dialect dialect) {
    return "update delivery set waits = 0 where waits = 1 and " + dialect.in("id");
  }

  /** The same for those that come after the closed ones; one parameter, the ids of these. */
  static String releaseDependents(Dialect dialect) {
    return "update delivery set waits = 0 where waits = 1 and after_id is not null and "
        + dialect.in("after_id");
  }
}
