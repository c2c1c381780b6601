package io.aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are found by whom they were with and what became of them, on both engines. */
class CallSearchTest {
  private static final CallQuery ALL =
      new CallQuery(null, true, null, null, null, null, EventFilter.all());

  /** A term that many calls have. */
  private static final String MANY =
      """
      insert into call_search (term, event_id)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
      select %d, 'a' || i from n\
      """;

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private Journal journal;
  private CallSearch search;
  private Store store;

  private void with(boolean sqlite, BiConsumer<Journal, CallSearch> test) {
    StoreSettings settings = sqlite ? Databases.sqlite(folder) : Databases.postgres();
    try (Store opened = Store.open(settings, clock)) {
      Databases.clear(opened);
      store = opened;
      journal = new Journal(opened, clock);
      search = new CallSearch(opened, new EventQueries(opened, clock), journal.callIndex());
      routed("c1", call("Jürgen Müller-Lüdenscheidt", "+4915112345678", "Bäckerei Groß GmbH"));
      routed("c2", call("Anna Schmidt", "+493077001122", "Studio 54"));
      ObjectNode third = call("Anna Huber", "+436601234567", null);
      third.put("customer_email", "a.huber@example.com").put("outcome", "voicemail");
      third.set("campaign", JsonNodeFactory.instance.objectNode().put("name", "Herbst Aktion"));
      routed("c3", third);
      test.accept(journal, search);
    }
  }

  private static ObjectNode call(String name, String phone, String company) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("customer_name", name)
        .put("customer_phone", phone)
        .put("customer_company", company)
        .put("outcome", "connected")
        .put("started_at", "2026-03-01T08:00:00+01:00");
  }

  private String routed(String id, ObjectNode call) {
    journal.append(JournalFixture.call(id, "content of " + id));
    LeasedEvent event = journal.lease("famulor", 1, JournalFixture.LEASE, "node-1").get(0);
    EventResult end =
        new EventResult(event.id(), event.leaseToken(), EventState.ROUTED, null, "+49" + id);
    store.write(
        transaction -> {
          journal.close(transaction, List.of(end));
          journal.callIndex().put(transaction, Map.of(event.id(), CallCard.of(call)));
          return null;
        });
    return event.id();
  }

  private List<String> found(CallQuery query) {
    return search.find(query).stream().map(EventRow::callId).toList();
  }

  private List<String> found(String text) {
    return found(typed(text, true));
  }

  private static CallQuery typed(String text, boolean people) {
    return new CallQuery(text, people, null, null, null, null, EventFilter.all());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneBoxFindsByWhateverAPersonKnows(boolean sqlite) {
    with(
        sqlite,
        (j, s) -> {
          assertThat(found("müller")).containsExactly("c1");
          assertThat(found("Mueller")).containsExactly("c1");
          assertThat(found("jur MULL")).containsExactly("c1");
          assertThat(found("Lüdenscheidt")).containsExactly("c1");
          assertThat(found("anna")).containsExactly("c3", "c2");
          assertThat(found("anna schm")).containsExactly("c2");
          assertThat(found("baeckerei gross")).containsExactly("c1");
          assertThat(found("studio 54")).containsExactly("c2");
          assertThat(found("0151 1234 56")).containsExactly("c1");
          assertThat(found("+49 30 7700-1122")).containsExactly("c2");
          assertThat(found("5678")).containsExactly("c1");
          assertThat(found("12345")).containsExactly("c3", "c1");
          assertThat(found("a.huber@example.com")).containsExactly("c3");
          assertThat(found("herbst")).containsExactly("c3");
          // A single digit is in no index; it must not hide what the words find.
          assertThat(found("Herbst Aktion 5")).containsExactly("c3");
          assertThat(found("c2")).containsExactly("c2");
          String receipt = s.find(ALL).get(1).id();
          assertThat(found(receipt.toLowerCase())).containsExactly("c2");
          assertThat(found("anna muller")).isEmpty();
          assertThat(found("99999")).isEmpty();
          assertThat(found("x")).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filtersNarrowAndPagesFollow(boolean sqlite) {
    with(
        sqlite,
        (j, s) -> {
          CallQuery name =
              new CallQuery(null, true, "anna", null, "connected", null, EventFilter.all());
          assertThat(found(name)).containsExactly("c2");
          CallQuery campaign =
              new CallQuery(null, true, null, "herbst aktion", null, null, EventFilter.all());
          assertThat(found(campaign)).containsExactly("c3");
          EventFilter first = EventFilter.all().page(1, null);
          List<EventRow> page = s.find(new CallQuery("anna", true, null, null, null, null, first));
          assertThat(page).extracting(EventRow::callId).containsExactly("c3");
          EventFilter next = EventFilter.all().page(1, page.get(0).id());
          assertThat(found(new CallQuery("anna", true, null, null, null, null, next)))
              .containsExactly("c2");
          EventFilter held = EventFilter.all().in(EventState.HELD);
          assertThat(found(new CallQuery("anna", true, null, null, null, null, held))).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void callsAreFoundByWhatBecameOfTheirDeliveries(boolean sqlite) {
    with(
        sqlite,
        (j, s) -> {
          List<EventRow> all = s.find(ALL);
          deliver(all.get(0), "crm", "rejected");
          deliver(all.get(1), "crm", "delivered");
          deliver(all.get(1), "mail", "pending");
          assertThat(found(delivery(null, "crm", List.of("rejected"), List.of())))
              .containsExactly("c3");
          assertThat(found(delivery(null, null, List.of("rejected", "delivered"), List.of())))
              .containsExactly("c3", "c2");
          assertThat(found(delivery(null, "mail", List.of("delivered"), List.of("pending"))))
              .containsExactly("c2");
          assertThat(found(delivery("anna", "crm", List.of("delivered"), List.of())))
              .containsExactly("c2");
        });
  }

  private static CallQuery delivery(
      String text, String destination, List<String> settled, List<String> open) {
    CallQuery.DeliveryCondition wanted =
        new CallQuery.DeliveryCondition(destination, settled, open);
    return new CallQuery(text, true, null, null, null, wanted, EventFilter.all());
  }

  private void deliver(EventRow event, String destination, String state) {
    String insert =
        """
        insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
          person_key, priority, seq, state, is_open, due_at, created_at, state_at)
        values ('%1$s.%2$s.1', '%1$s', 'famulor', '%3$s', 1, '%2$s', 1, 'p', 1, 1, '%4$s', %5$d,
          1, 1, 1)\
        """
            .formatted(
                event.id(), destination, event.callId(), state, state.equals("pending") ? 1 : 0);
    store.write(transaction -> transaction.statement(insert).executeUpdate());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoeverMayNotSeePeopleFindsNobody(boolean sqlite) {
    with(
        sqlite,
        (j, s) -> {
          assertThat(found(typed("anna", false))).isEmpty();
          assertThat(found(typed("5678", false))).isEmpty();
          assertThat(found(typed("herbst", false))).containsExactly("c3");
          assertThat(found(typed("c1", false))).containsExactly("c1");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingOfAPersonStaysAndNothingLiesOpen(boolean sqlite) {
    with(
        sqlite,
        (j, s) -> {
          EventRow one = s.find(typed("c1", true)).get(0);
          assertThat(j.callIndex().cards(List.of(one.id())).get(one.id()).company())
              .isEqualTo("Bäckerei Groß GmbH");
          store.write(
              transaction -> new EventDeletion(store).delete(transaction, List.of(one.id())));
          assertThat(found("müller")).isEmpty();
          assertThat(rows("call_search where event_id = '" + one.id() + "'")).isZero();
          assertThat(rows("call_card where event_id = '" + one.id() + "'")).isZero();
          assertThat(rows("call_card")).isEqualTo(2);
        });
  }

  private long rows(String from) {
    return store.read(db -> db.sql("select count(*) from " + from).query(Long.class).single());
  }

  /** A common name, a rare one, and thirty deliveries of each state: no table is gone through. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyWayWalksAnIndexInTheOrderOfTheAnswer(boolean sqlite) {
    with(
        sqlite,
        (j, s) -> {
          fill();
          List<CallQuery> queries =
              List.of(
                  typed("anna schm", true),
                  typed("12345", true),
                  delivery(null, "crm", List.of("delivered", "superseded"), List.of()),
                  delivery("anna", "crm", List.of("rejected"), List.of()));
          String explain = sqlite ? "explain query plan %s" : "explain %s";
          for (CallQuery query : queries) {
            String plan =
                store.read(
                    db -> {
                      StringBuilder all = new StringBuilder();
                      s.ways(db, query).stream()
                          .filter(way -> !way.toString().contains("event c"))
                          .forEach(
                              way ->
                                  way.wrap(explain)
                                      .on(db)
                                      .query(
                                          row -> {
                                            int last = row.getMetaData().getColumnCount();
                                            all.append(row.getString(last)).append('\n');
                                          }));
                      return all.toString();
                    });
            assertThat(plan)
                .doesNotContain("SCAN", "Seq Scan", "TEMP B-TREE", "Sort")
                .containsAnyOf("call_search", "SEARCH s USING PRIMARY KEY", "delivery_settled");
          }
        });
  }

  /** A frequent word and a rare state: the few that have the state are looked at, not all. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFewThatHaveARareStateAreFoundAmongManyOfAName(boolean sqlite) {
    with(
        sqlite,
        (j, s) -> {
          fill();
          List<EventRow> all = s.find(ALL);
          deliver(all.get(1), "crm", "rejected");
          deliver(all.get(2), "crm", "rejected");
          String hold = "update event set state = 'held' where id = '%s'";
          store.write(t -> t.statement(hold.formatted(all.get(0).id())).executeUpdate());
          assertThat(found(delivery("anna", "crm", List.of("rejected"), List.of())))
              .containsExactly("c2");
          CallQuery held =
              new CallQuery(
                  "anna", true, null, null, null, null, EventFilter.all().in(EventState.HELD));
          assertThat(found(held)).containsExactly("c3");
          List<String> ways =
              store.read(db -> s.ways(db, held).stream().map(Object::toString).toList());
          assertThat(ways.get(0)).contains("event h");
        });
  }

  private void fill() {
    store.write(
        transaction -> {
          transaction
              .statement(
                  """
                  insert into delivery (id, event_id, source, call_id, revision, destination,
                    ordinal, person_key, priority, seq, state, is_open, due_at, created_at,
                    state_at)
                  with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
                  select 'a' || i || '.crm.1', 'a' || i, 'f', 'a' || i, 1, 'crm', 1, 'p', 1, 1,
                    case when i % 700 = 0 then 'superseded' else 'delivered' end, 0, 1, 1, 1 from n\
                  """)
              .executeUpdate();
          for (String text : List.of("anna", "schm", "12345")) {
            for (SearchTerms.Condition one : journal.callIndex().terms().anywhere(text, true)) {
              for (List<Long> terms : one.alternatives()) {
                for (long term : terms) {
                  transaction.statement(MANY.formatted(term)).executeUpdate();
                }
              }
            }
          }
          transaction.statement("analyze").execute();
          return null;
        });
  }
}
