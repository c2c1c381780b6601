package aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.Dialect;
import aftercall.store.Span;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No statement of the main road reads the whole table, however much is pending or finished. */
abstract class PlanContract extends OutboxFixture {
  /** The row that is being added has the same alias. */
  private static final String NEW_ROW = "SCAN d";

  private static final int FINISHED = 20_000;
  private static final int PENDING = 4_000;

  void fill() {
    store.write(
        tx -> {
          try (var statement = tx.connection().createStatement()) {
            statement.executeUpdate(rows("f", FINISHED, "delivered"));
            statement.executeUpdate(rows("p", PENDING, "pending"));
            statement.executeUpdate(rows("d", FINISHED, "dead"));
            statement.execute("analyze");
          }
          return null;
        });
  }

  /** Plain enough for both engines. */
  private static String rows(String prefix, int count, String state) {
    return """
        insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
          person_key, priority, seq, state, is_open, due_at, created_at, state_at)
        with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)
        select '%s' || i || '.crm.1', '%s' || i, 'famulor', '%s' || i, 1, 'crm', 1,
          'person-' || (i %% 1000), 2, i, '%s', %d, i, i, i from n"""
        .formatted(count, prefix, prefix, prefix, state, DeliveryState.of(state).open() ? 1 : 0);
  }

  /** What the engine means to do, one step per line. */
  abstract List<String> plan(PreparedStatement explained) throws SQLException;

  abstract String explain();

  /** Lines that would read the whole table. */
  abstract boolean readsAll(String line);

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

  /** Bulk work goes through what failed piece by piece; the ids name the piece, not a sort. */
  @ParameterizedTest
  @CsvSource({
    "RETRY, dead, , delivery_failed",
    "RETRY, refused, crm, delivery_",
    "DISCARD, dead, crm, delivery_",
  })
  void aPieceOfBulkWorkReadsAPiece(Hands.Act act, String state, String to, String index) {
    fill();
    DeliveryFilter filter = DeliveryFilter.all().in(DeliveryState.of(state)).to(to);
    Span span = new Span("a", clock.instant(), 500);
    String sql = hands.pageQuery(act, filter, span).toString();
    List<Object> values = new ArrayList<>();
    if (to != null) {
      values.add(to);
    }
    values.add("a");
    values.add(Long.MAX_VALUE);
    if (act == Hands.Act.DISCARD) {
      values.add(9L);
    }
    values.add(500);
    readsThroughIndexes(sql, new Main(act.name(), values, List.of(index)));
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
      return plan(statement);
    }
  }

  private Object list(List<?> ids) {
    return store.dialect().list(ids.stream().map(String::valueOf).toList());
  }

  static List<String> column(PreparedStatement statement, String name) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lines.add(row.getString(name));
      }
    }
    return lines;
  }
}
