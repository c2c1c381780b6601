package aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.Databases;
import aftercall.store.Query;
import aftercall.store.Span;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.TestClock;
import aftercall.store.Tx;
import aftercall.store.Window;
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
      EventList events = new EventList(store, clock);
      EventFilter held = EventFilter.all().in(EventState.HELD);
      EventFilter routed = EventFilter.all().in(EventState.ROUTED);
      Span span = new Span("a", clock.instant(), 500);
      Window window = new Window("b", false);
      store.write(this::fill);

      for (Query query :
          List.of(
              EventList.filtered("select count(*) from event", held),
              Query.of(EventList.GROUPS).then("", 5),
              Window.sql(EventList.looked(held), span))) {
        assertThat(plan(store, query.inside(explain))).contains("event_aside");
      }
      for (Query query :
          List.of(
              Window.sql(EventList.looked(routed), span), events.pageQuery(routed, span, window))) {
        assertThat(plan(store, query.inside(explain)))
            .containsAnyOf("sqlite_autoindex_event_1 (id>?", "using event_pkey on event")
            .doesNotContain("SCAN event", "TEMP B-TREE", "Sort");
      }
    }
  }

  private int fill(Tx tx) throws SQLException {
    tx.statement(
            """
            insert into event (id, source, call_id, revision, content_hash, state, received_at,
              state_at, due_at)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
            select 'a' || i, 'famulor', 'a' || i, 1, 'h',
              case when i % 1000 = 0 then 'held' else 'routed' end, i, i, i from n""")
        .executeUpdate();
    return tx.statement("analyze").execute() ? 1 : 0;
  }

  private static String plan(Store store, Query explained) {
    return store.write(
        tx ->
            String.join(
                "\n",
                explained
                    .on(tx)
                    .query((row, n) -> row.getString(row.getMetaData().getColumnCount()))
                    .list()));
  }
}
