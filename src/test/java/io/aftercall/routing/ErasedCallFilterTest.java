package io.aftercall.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.ErasureTombstones;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.journal.NewWebhook;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.NewDelivery.CallRef;
import io.aftercall.outbox.Outbox;
import io.aftercall.person.Suppressions;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call of an erased person that comes late is as if it had never come; a new one is new. */
class ErasedCallFilterTest {
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
      Stores stores =
          new Stores(
              store,
              journal,
              new Outbox(store, clock),
              new DestinationPauses(store, clock),
              new ConfigVersions(store, clock),
              new Suppressions(store, new Outbox(store, clock), clock, new SimpleMeterRegistry()));
      ErasureTombstones erasureTombstones = journal.erased();
      ErasureTombstones.Tombstone tombstone =
          new ErasureTombstones.Tombstone(clock.instant(), null, 1);
      store.write(
          transaction -> {
            erasureTombstones.remember(transaction, erasureTombstones.ofPerson(MAX), tombstone);
            return null;
          });
      byte[] body = "{}".getBytes(UTF_8);
      NewWebhook newWebhook = new NewWebhook("famulor", "call", "late", "h", "{}", body, null);
      String receipt = journal.append(newWebhook).eventId();
      LeasedEvent open = journal.lease("famulor", 1, Duration.ofMinutes(1), "n").get(0);
      // It had been decided before, and was routed again.
      NewDelivery sent =
          new NewDelivery(
              receipt, new CallRef("famulor", "late", 1), "crm", 1, MAX, 1, 2, null, false);
      store.write(transaction -> stores.outbox().add(transaction, List.of(sent)));
      ObjectNode call =
          JsonNodeFactory.instance
              .objectNode()
              .put("person_key", MAX)
              .putNull("finished_at")
              .put("created_at", clock.instant().plus(ended).toString());
      RoutingWorker.RoutedEvent routedEvent =
          new RoutingWorker.RoutedEvent(open, call, new RoutingPlan());

      AtomicInteger cleaned = new AtomicInteger();
      store.whenBytesAreGone(() -> cleaned::incrementAndGet);

      List<RoutingWorker.RoutedEvent> kept =
          store.write(
              transaction ->
                  new ErasedCallFilter(stores, clock).delete(transaction, List.of(routedEvent)));

      assertThat(kept).hasSize(gone ? 0 : 1);
      Awaitility.await().until(() -> cleaned.get() == (gone ? 1 : 0));
      for (String table : List.of("event", "delivery")) {
        String count = "select count(*) from " + table;
        long rows = store.read(db -> db.sql(count).query(Long.class).single());
        assertThat(rows).as(table).isEqualTo(gone ? 0 : 1);
      }
      assertThat(journal.append(newWebhook).eventId()).isEqualTo(receipt);
      assertThat(journal.bodies(List.of(receipt))).hasSize(gone ? 0 : 1);
    }
  }
}
