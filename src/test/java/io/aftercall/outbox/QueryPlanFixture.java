package io.aftercall.outbox;

import io.aftercall.store.SqlBuilder;
import java.util.List;

/** An outbox with a past and a backlog, and what its engine means to do with a statement. */
abstract class QueryPlanFixture extends OutboxFixture {
  private static final int FINISHED = 20_000;

  /** More than a piece of bulk work looks at. */
  static final int PENDING = 6_000;

  void fill() {
    store.write(
        transaction -> {
          try (var statement = transaction.connection().createStatement()) {
            statement.executeUpdate(rows("f", FINISHED, "delivered"));
            statement.executeUpdate(rows("p", PENDING, "pending"));
            statement.executeUpdate(rows("d", FINISHED, "failed"));
            statement.execute("analyze");
          }
          return null;
        });
  }

  /** Plain enough for both engines. */
  static String rows(String prefix, int count, String state) {
    return """
    insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
      person_key, priority, seq, state, is_open, due_at, created_at, state_at)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)
    select '%s' || i || '.crm.1', '%s' || i, 'famulor', '%s' || i, 1, 'crm', 1,
      'person-' || (i %% 1000), 2, i, '%s', %d, i, i, i from n\
    """
        .formatted(count, prefix, prefix, prefix, state, DeliveryState.of(state).open() ? 1 : 0);
  }

  abstract String explain();

  /** Of the engine's answer, the one with a step per line. */
  abstract String steps();

  /** What the engine means to do, one step per line. */
  List<String> plan(List<String> steps) {
    return steps;
  }

  /** Lines that would read the whole table, or all of an index. */
  abstract boolean readsAll(String line);

  /** Lines that read the table without an index of few of its rows. */
  abstract boolean readsTable(String line);

  List<String> plan(SqlBuilder sqlBuilder) {
    return store.write(
        transaction ->
            plan(
                sqlBuilder
                    .wrap(explain() + "%s")
                    .on(transaction)
                    .query((row, n) -> row.getString(steps()))
                    .list()));
  }
}
