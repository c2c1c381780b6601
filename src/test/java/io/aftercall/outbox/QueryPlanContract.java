package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Dialect;
import io.aftercall.store.PageRequest;
import io.aftercall.store.PageResult;
import io.aftercall.store.ScanWindow;
import io.aftercall.store.SqlBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No statement of the main road reads the whole table, however much is pending or finished. */
abstract class QueryPlanContract extends QueryPlanFixture {
  /** The row that is being added has the same alias. */
  private static final String NEW_ROW = "SCAN d";

  /** A statement, the values of one run of it, and the indexes without which it would be slow. */
  record Main(String name, List<Object> values, List<String> indexes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Object> SETTLED =
      List.of("delivered", 0, 9L, "why", "why", "00Q", 1, 9L, 0, 9L, "ab12", "p1.crm.1", 1);

  static Stream<Main> mainRoad() {
    List<Object> look = new ArrayList<>();
    for (int priority = 0; priority <= 2; priority++) {
      look.addAll(List.of(3_000L, "crm", 3_000L, 200));
    }
    return Stream.of(
        new Main("look", look, List.of("delivery_ready", "delivery_line", "delivery_lent")),
        new Main("take", List.of(9L, "node", 1L, List.of("p1.crm.1"), 3_000L), List.of()),
        new Main("mark", List.of(List.of("p1.crm.1"), 3_000L), List.of("delivery_line")),
        new Main("settle", SETTLED, List.of()),
        new Main("outdated", List.of(9L, List.of("p1.crm.1"), 9L), List.of("delivery_call")),
        new Main("give back", List.of(9L, "p1.crm.1", 1), List.of()),
        new Main("go", List.of(List.of("p1.crm.1")), List.of()),
        new Main("next", List.of(List.of("p1.crm.1")), List.of("delivery_waiting")),
        new Main(
            "add",
            List.of("n", "e", "s", "c", 2, "crm", 1, "person-1", 9L, 2, "p1.crm.1", 1, 9L, 1, 9L),
            List.of("delivery_line", "delivery_call")),
        new Main(
            "supersede promises",
            List.of(9L, "person-1", "crm", "call-1", 9L, 9L),
            List.of("delivery_person")),
        new Main("supersede late promise", List.of(9L, "p1.crm.1"), List.of("delivery_person")),
        new Main("suppress", List.of("why", 9L, List.of("p1.crm.1")), List.of()),
        new Main(
            "suppress of person",
            List.of("why", 9L, "person-1", "crm"),
            List.of("delivery_person")),
        new Main("reject", List.of(9L, List.of("p1.crm.1")), List.of()),
        new Main("resume", List.of(9L, 9L, List.of("p1.crm.1")), List.of("delivery_required")),
        new Main("followers", List.of(List.of("p1.crm.1")), List.of("delivery_after")));
  }

  private String sql(String name) {
    Dialect dialect = store.dialect();
    return switch (name) {
      case "look" -> LeaseDeliveries.lookSql();
      case "take" -> LeaseDeliveries.takeSql(dialect);
      case "mark" -> LeaseDeliveries.markSql(dialect);
      case "settle" -> RecordResults.SETTLE;
      case "supersede promises" -> InsertDeliveries.SUPERSEDE_PROMISES;
      case "supersede late promise" -> InsertDeliveries.SUPERSEDE_LATE_PROMISE;
      case "suppress" -> SuppressDeliveries.byIdSql(dialect);
      case "suppress of person" -> SuppressDeliveries.OF_PERSON;
      case "reject" -> RequiredDelivery.rejectSql(dialect);
      case "resume" -> RequiredDelivery.resumeSql(dialect);
      case "outdated" -> SupersedeStale.supersedeSql(dialect);
      case "give back" -> Outbox.GIVE_BACK;
      case "add" -> InsertDeliveries.insertSql(dialect);
      case "join" -> SoleInOrder.JOIN;
      case "next" -> PersonOrdering.next(dialect);
      case "go" -> PersonOrdering.release(dialect);
      default -> PersonOrdering.releaseDependents(dialect);
    };
  }

  /** A plan made on short tables is kept when they have grown. */
  @ParameterizedTest
  @MethodSource("mainRoad")
  void readsThroughItsIndexesFromTheFirstDay(Main main) {
    readsThroughIndexes(main);
  }

  @ParameterizedTest
  @MethodSource("mainRoad")
  void readsThroughItsIndexesWithABacklog(Main main) {
    fill();
    readsThroughIndexes(main);
  }

  /** What a piece looks at stands one after the other in an index, and it ends where it says. */
  @ParameterizedTest
  @CsvSource({
    "RETRY, failed, , delivery_(aside|failed)",
    "RETRY, rejected, crm, delivery_(aside|failed)",
    "DISCARD, failed, crm, delivery_(aside|failed)",
    "DISCARD, pending, crm, delivery_(pkey|1)",
  })
  void aPieceOfBulkWorkReadsAPiece(
      DeliveryActions.Action action, String state, String to, String index) {
    fill();
    DeliveryFilter filter = DeliveryFilter.all().in(DeliveryState.of(state)).to(to);
    PageRequest pageRequest = new PageRequest("a", clock.instant(), 500);
    ScanWindow scanWindow = new ScanWindow("e", false);
    List<String> looked = plan(ScanWindow.sql(DeliveryActions.looked(filter, false), pageRequest));
    assertThat(looked)
        .noneMatch(filter.state().open() ? this::readsAll : this::readsTable)
        .anyMatch(line -> line.matches(".*\\b(sqlite_autoindex_)?" + index + "\\b.*"));
    List<String> page =
        plan(deliveryActions.pageQuery(action, filter, false, pageRequest, scanWindow));
    assertThat(page)
        .noneMatch(this::readsAll)
        .anyMatch(line -> line.matches(".*\\b(sqlite_autoindex_)?" + index + "\\b.*"));
  }

  @Test
  void fewThatAreOpenAreGoneThroughByThemselves() {
    fill();
    DeliveryFilter pending = DeliveryFilter.all().in(DeliveryState.PENDING).to("crm");
    PageRequest pageRequest = new PageRequest("a", clock.instant(), 500);
    for (SqlBuilder sqlBuilder :
        List.of(
            ScanWindow.sql(DeliveryActions.looked(pending, true), pageRequest),
            deliveryActions.pageQuery(
                DeliveryActions.Action.DISCARD,
                pending,
                true,
                pageRequest,
                new ScanWindow("z", true)),
            deliveryActions.extentQuery(DeliveryActions.Action.DISCARD, pending))) {
      assertThat(plan(sqlBuilder))
          .noneMatch(line -> line.contains("Seq Scan on delivery"))
          .anyMatch(
              line ->
                  line.matches(
                      ".*(delivery_ready \\(destination=|Index Cond: \\(+destination = ).*"))
          .anyMatch(line -> line.contains("delivery_ready"))
          .anyMatch(line -> line.contains("delivery_waiting"));
    }
    assertThat(
            plan(
                deliveryActions.extentQuery(
                    DeliveryActions.Action.DISCARD, pending.only("p1.crm.1"))))
        .noneMatch(line -> line.contains("delivery_waiting"));
  }

  /** What pages ask again and again costs as much as is unfinished, whatever is finished. */
  @Test
  void whatIsUnfinishedIsCountedInIndexesOfIt() {
    fill();
    assertThat(plan(SqlBuilder.of(DeliveryQueries.STANDINGS)))
        .noneMatch(this::readsTable)
        .anyMatch(line -> line.contains("delivery_ready"))
        .anyMatch(line -> line.contains("delivery_waiting"))
        .anyMatch(line -> line.matches(".*delivery_(aside|failed).*"));
    assertThat(plan(SqlBuilder.of(DeliveryQueries.GROUPS).append("", 100)))
        .noneMatch(this::readsTable)
        .anyMatch(line -> line.matches(".*delivery_(aside|failed).*"));
    for (DeliveryState state : List.of(DeliveryState.REJECTED, DeliveryState.FAILED)) {
      String count = "select count(*) from delivery";
      assertThat(plan(DeliveryQueries.filtered(count, DeliveryFilter.all().in(state))))
          .noneMatch(this::readsTable)
          .anyMatch(line -> line.matches(".*delivery_(aside|failed).*"));
    }
  }

  @Test
  void aClockThatIsSetBackReadsWhatIsOpenAndNoMore() {
    fill();
    for (String sql : Outbox.SET_BACK) {
      assertThat(plan(SqlBuilder.of(sql).append("", 9L, 9L, 9L, 9L, 9L, "node")))
          .noneMatch(this::readsTable)
          .anyMatch(line -> line.matches(".*delivery_(ready|waiting|line).*"));
    }
    for (String sql : Outbox.CHANGED_IN_FUTURE) {
      assertThat(plan(SqlBuilder.of(sql).append("", 9L, 9L, 9L, 9L, 9L)))
          .noneMatch(this::readsTable)
          .anyMatch(line -> line.matches(".*delivery_(ready|waiting|line).*"));
    }
  }

  @Test
  void aPieceOfBulkWorkLooksAtSoManyRowsAndNoMore() {
    fill();
    DeliveryFilter pending = DeliveryFilter.all().in(DeliveryState.PENDING).to("crm");
    PageRequest pageRequest = new PageRequest("", clock.instant(), 500);
    PageResult first = discard(pending, pageRequest);
    assertThat(first.changed()).isZero();
    assertThat(first.isEnd()).isFalse();

    int changed = 0;
    for (PageResult done = first; !done.isEnd(); done = discard(pending, pageRequest)) {
      changed += done.changed();
      pageRequest = pageRequest.then(done);
    }
    assertThat(changed).isGreaterThan(PENDING - 500);
    assertThat(list.count(pending)).isZero();

    store.write(transaction -> transaction.statement(rows("q", 3, "pending")).executeUpdate());
    PageResult few = discard(pending, new PageRequest("", clock.instant(), 500));
    assertThat(few).isEqualTo(new PageResult(3, null));
  }

  private PageResult discard(DeliveryFilter filter, PageRequest pageRequest) {
    DeliveryActions.ActionRequest actionRequest =
        new DeliveryActions.ActionRequest("ops", "too late");
    return store.write(
        transaction ->
            deliveryActions.act(
                transaction, DeliveryActions.Action.DISCARD, filter, pageRequest, actionRequest));
  }

  void readsThroughIndexes(Main main) {
    readsThroughIndexes(sql(main.name()), main);
  }

  private void readsThroughIndexes(String sql, Main main) {
    List<String> plan = store.write(transaction -> explained(transaction.connection(), sql, main));
    assertThat(plan)
        .as(String.join("\n", plan))
        .noneMatch(line -> readsAll(line) && !(main.name().equals("add") && line.equals(NEW_ROW)));
    for (String index : main.indexes()) {
      assertThat(plan).as(String.join("\n", plan)).anyMatch(line -> line.contains(index));
    }
  }

  private List<String> explained(Connection connection, String sql, Main main) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(explain() + sql)) {
      for (int i = 0; i < main.values().size(); i++) {
        Object value = main.values().get(i);
        statement.setObject(i + 1, value instanceof List<?> ids ? list(ids) : value);
      }
      List<String> lines = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines.add(row.getString(steps()));
        }
      }
      return plan(lines);
    }
  }

  private Object list(List<?> ids) {
    return store.dialect().list(ids.stream().map(String::valueOf).toList());
  }
}
