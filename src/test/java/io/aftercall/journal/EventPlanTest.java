package io.aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Databases;
import io.aftercall.store.PageRequest;
import io.aftercall.store.ScanWindow;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import io.aftercall.store.Transaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs a person is found in an index of it, and long work looks at a piece at a time. */
class EventPlanTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsThroughItsIndexes(boolean sqlite) {
    StoreSettings settings = sqlite ? Databases.sqlite(folder) : Databases.postgres();
    String explain = sqlite ? "explain query plan %s" : "explain %s";
    TestClock clock = new TestClock();
    try (Store store = Store.open(settings, clock)) {
      EventQueries events = new EventQueries(store, clock);
      EventFilter held = EventFilter.all().in(EventState.HELD);
      EventFilter routed = EventFilter.all().in(EventState.ROUTED);
      PageRequest pageRequest = new PageRequest("a", clock.instant(), 500);
      ScanWindow scanWindow = new ScanWindow("b", false);
      store.write(this::fill);

      for (SqlBuilder sqlBuilder :
          List.of(
              EventQueries.filtered("select count(*) from event", held),
              SqlBuilder.of(EventQueries.GROUPS).append("", 5),
              ScanWindow.sql(EventQueries.looked(held), pageRequest))) {
        assertThat(plan(store, sqlBuilder.wrap(explain))).contains("event_aside");
      }
      for (SqlBuilder sqlBuilder :
          List.of(
              ScanWindow.sql(EventQueries.looked(routed), pageRequest),
              events.pageQuery(routed, pageRequest, scanWindow))) {
        assertThat(plan(store, sqlBuilder.wrap(explain)))
            .containsAnyOf("sqlite_autoindex_event_1 (id>?", "using event_pkey on event")
            .doesNotContain("SCAN event", "TEMP B-TREE", "Sort");
      }
    }
  }

  private int fill(Transaction transaction) throws SQLException {
    transaction
        .statement(
            """
            insert into event (id, source, call_id, revision, content_hash, state, received_at,
              state_at, due_at)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
            select 'a' || i, 'famulor', 'a' || i, 1, 'h',
              case when i % 1000 = 0 then 'held' else 'routed' end, i, i, i from n\
            """)
        .executeUpdate();
    return transaction.statement("analyze").execute() ? 1 : 0;
  }

  private static String plan(Store store, SqlBuilder explained) {
    return store.write(
        transaction ->
            String.join(
                "\n",
                explained
                    .on(transaction)
                    .query((row, n) -> row.getString(row.getMetaData().getColumnCount()))
                    .list()));
  }
}
