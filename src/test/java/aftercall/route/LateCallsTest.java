package aftercall.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.journal.Arrival;
import aftercall.journal.Erased;
import aftercall.journal.Journal;
import aftercall.journal.OpenEvent;
import aftercall.outbox.NewDelivery;
import aftercall.outbox.NewDelivery.CallRef;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.TestClock;
import aftercall.versions.Versions;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call of an erased person that comes late is as if it had never come; a new one is new. */
class LateCallsTest {
  private static final String MAX = "+4915112345678";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "SQLITE, PT-1M, true",
    "SQLITE, PT1M, false",
    "POSTGRES, PT-1M, true",
    "POSTGRES, PT1M, false",
  })
  void isTakenOutWhenItEndedBefore(String engine, Duration ended, boolean gone) {
    StoreSettings settings =
        engine.equals("SQLITE") ? Databases.sqlite(folder) : Databases.postgres();
    TestClock clock = new TestClock();
    try (Store store = Store.open(settings, clock)) {
      Journal journal = new Journal(store, clock);
      Memories memories =
          new Memories(
              store,
              journal,
              new Outbox(store, clock),
              new Pauses(store, clock),
              new Versions(store, clock));
      Erased erased = journal.erased();
      Erased.Stone stone = new Erased.Stone(clock.instant(), null, 1);
      store.write(
          tx -> {
            erased.remember(tx, erased.ofPerson(MAX), stone);
            return null;
          });
      byte[] body = "{}".getBytes(UTF_8);
      Arrival arrival = new Arrival("famulor", "call", "late", "h", "{}", body, null);
      String receipt = journal.append(arrival).eventId();
      OpenEvent open = journal.claim("famulor", 1, Duration.ofMinutes(1), "n").get(0);
      // It had been decided before, and was routed again.
      NewDelivery sent =
          new NewDelivery(
              receipt, new CallRef("famulor", "late", 1), "crm", 1, MAX, 1, 2, null, false);
      store.write(tx -> memories.outbox().add(tx, List.of(sent)));
      ObjectNode call =
          JsonNodeFactory.instance
              .objectNode()
              .put("person_key", MAX)
              .putNull("finished_at")
              .put("created_at", clock.instant().plus(ended).toString());
      Decisions.Decided decided = new Decisions.Decided(open, call, new Plan());

      List<Decisions.Decided> kept =
          store.write(tx -> new LateCalls(memories, clock).takeOut(tx, List.of(decided)));

      assertThat(kept).hasSize(gone ? 0 : 1);
      for (String table : List.of("event", "delivery")) {
        String count = "select count(*) from " + table;
        long rows = store.read(db -> db.sql(count).query(Long.class).single());
        assertThat(rows).as(table).isEqualTo(gone ? 0 : 1);
      }
      assertThat(journal.append(arrival).eventId()).isEqualTo(receipt);
      assertThat(journal.bodies(List.of(receipt))).hasSize(gone ? 0 : 1);
    }
  }
}
