package aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.Dialect;
import aftercall.store.Query;
import aftercall.store.Span;
import aftercall.store.Stretch;
import aftercall.store.Window;
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
abstract class PlanContract extends PlanFixture {
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
      List.of("delivered", 0, 9L, "why", "00Q", 1, 9L, 0, 9L, "ab12", "p1.crm.1", 1);

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
            List.of("n", "e", "s", "c", 2, "crm", 1, "person-1", 9L, 2, "p1.crm.1", 1, 9L),
            List.of("delivery_line", "delivery_call")),
        new Main("followers", List.of(List.of("p1.crm.1")), List.of("delivery_after")));
  }

  private String sql(String name) {
    Dialect dialect = store.dialect();
    return switch (name) {
      case "look" -> Claiming.lookSql();
      case "take" -> Claiming.takeSql(dialect);
      case "mark" -> Claiming.markSql(dialect);
      case "settle" -> Recording.SETTLE;
      case "outdated" -> Outdated.supersedeSql(dialect);
      case "give back" -> Outbox.GIVE_BACK;
      case "add" -> Adding.insertSql(dialect);
      case "join" -> Alone.JOIN;
      case "next" -> Line.next(dialect);
      case "go" -> Line.letGo(dialect);
      default -> Line.letFollowersGo(dialect);
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
    "RETRY, dead, , delivery_(aside|failed)",
    "RETRY, refused, crm, delivery_(aside|failed)",
    "DISCARD, dead, crm, delivery_(aside|failed)",
    "DISCARD, pending, crm, delivery_(pkey|1)",
  })
  void aPieceOfBulkWorkReadsAPiece(Hands.Act act, String state, String to, String index) {
    fill();
    DeliveryFilter filter = DeliveryFilter.all().in(DeliveryState.of(state)).to(to);
    Span span = new Span("a", clock.instant(), 500);
    Window window = new Window("e", false);
    List<String> looked = plan(Window.sql(Hands.looked(filter, false), span));
    assertThat(looked)
        .noneMatch(filter.state().open() ? this::readsAll : this::readsTable)
        .anyMatch(line -> line.matches(".*\\b(sqlite_autoindex_)?" + index + "\\b.*"));
    List<String> page = plan(hands.pageQuery(act, filter, false, span, window));
    assertThat(page)
        .noneMatch(this::readsAll)
        .anyMatch(line -> line.matches(".*\\b(sqlite_autoindex_)?" + index + "\\b.*"));
  }

  @Test
  void fewThatAreOpenAreGoneThroughByThemselves() {
    fill();
    DeliveryFilter pending = DeliveryFilter.all().in(DeliveryState.PENDING).to("crm");
    Span span = new Span("a", clock.instant(), 500);
    for (Query query :
        List.of(
            Window.sql(Hands.looked(pending, true), span),
            hands.pageQuery(Hands.Act.DISCARD, pending, true, span, new Window("z", true)),
            hands.extentQuery(Hands.Act.DISCARD, pending))) {
      assertThat(plan(query))
          .noneMatch(line -> line.contains("Seq Scan on delivery"))
          .anyMatch(
              line ->
                  line.matches(
                      ".*(delivery_ready \\(destination=|Index Cond: \\(+destination = ).*"))
          .anyMatch(line -> line.contains("delivery_ready"))
          .anyMatch(line -> line.contains("delivery_waiting"));
    }
    assertThat(plan(hands.extentQuery(Hands.Act.DISCARD, pending.only("p1.crm.1"))))
        .noneMatch(line -> line.contains("delivery_waiting"));
  }

  /** What pages ask again and again costs as much as is unfinished, whatever is finished. */
  @Test
  void whatIsUnfinishedIsCountedInIndexesOfIt() {
    fill();
    assertThat(plan(Query.of(DeliveryList.STANDINGS)))
        .noneMatch(this::readsTable)
        .anyMatch(line -> line.contains("delivery_ready"))
        .anyMatch(line -> line.contains("delivery_waiting"))
        .anyMatch(line -> line.matches(".*delivery_(aside|failed).*"));
    assertThat(plan(Query.of(DeliveryList.GROUPS).then("", 100)))
        .noneMatch(this::readsTable)
        .anyMatch(line -> line.matches(".*delivery_(aside|failed).*"));
    for (DeliveryState state : List.of(DeliveryState.REFUSED, DeliveryState.DEAD)) {
      String count = "select count(*) from delivery";
      assertThat(plan(DeliveryList.filtered(count, DeliveryFilter.all().in(state))))
          .noneMatch(this::readsTable)
          .anyMatch(line -> line.matches(".*delivery_(aside|failed).*"));
    }
  }

  @Test
  void aClockThatIsSetBackReadsWhatIsOpenAndNoMore() {
    fill();
    for (String sql : Outbox.SET_BACK) {
      assertThat(plan(Query.of(sql).then("", 9L, 9L, 9L, 9L, 9L, "node")))
          .noneMatch(this::readsTable)
          .anyMatch(line -> line.matches(".*delivery_(ready|waiting|line).*"));
    }
  }

  @Test
  void aPieceOfBulkWorkLooksAtSoManyRowsAndNoMore() {
    fill();
    DeliveryFilter pending = DeliveryFilter.all().in(DeliveryState.PENDING).to("crm");
    Span span = new Span("", clock.instant(), 500);
    Stretch first = discard(pending, span);
    assertThat(first.changed()).isZero();
    assertThat(first.isEnd()).isFalse();

    int changed = 0;
    for (Stretch done = first; !done.isEnd(); done = discard(pending, span)) {
      changed += done.changed();
      span = span.then(done);
    }
    assertThat(changed).isGreaterThan(PENDING - 500);
    assertThat(list.count(pending)).isZero();

    store.write(tx -> tx.statement(rows("q", 3, "pending")).executeUpdate());
    Stretch few = discard(pending, new Span("", clock.instant(), 500));
    assertThat(few).isEqualTo(new Stretch(3, null));
  }

  private Stretch discard(DeliveryFilter filter, Span span) {
    Hands.Order order = new Hands.Order("ops", "too late");
    return store.write(tx -> hands.act(tx, Hands.Act.DISCARD, filter, span, order));
  }

  void readsThroughIndexes(Main main) {
    readsThroughIndexes(sql(main.name()), main);
  }

  private void readsThroughIndexes(String sql, Main main) {
    List<String> plan = store.write(tx -> explained(tx.connection(), sql, main));
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
