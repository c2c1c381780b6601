package io.aftercall.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.call.CallReader;
import io.aftercall.call.SourceRules;
import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.journal.NewWebhook;
import io.aftercall.mapping.Mappings;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.person.Suppressions;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event that ends with an Error keeps no other from being decided. */
class DecisionsSurviveTest {
  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private Store store;
  private Journal journal;
  private RoutingWorker routingWorker;

  @BeforeEach
  void open() {
    store = Store.open(Databases.sqlite(folder), clock);
    journal = new Journal(store, clock);
    Workspace none = Workspace.of(Map.of());
    CallReader reader =
        new CallReader(new SourceRules("famulor", ZoneId.of("UTC"), "DE", List.of()));
    ConfigSnapshot rules =
        new ConfigSnapshot(
            "hash",
            Sources.load(none, name -> null, new ArrayList<>()),
            Mappings.load(none, new ArrayList<>()),
            Map.of("famulor", reader));
    routingWorker =
        new RoutingWorker(
            new Stores(
                store,
                journal,
                new Outbox(store, clock),
                new DestinationPauses(store, clock),
                null,
                new Suppressions(
                    store, new Outbox(store, clock), clock, new SimpleMeterRegistry())),
            new CallCache(journal, () -> rules),
            new DestinationRegistry(),
            new RoutingWorker.RoutingContext(
                new NodeInfo("n", clock, new WakeUpRegistry(), null),
                () -> 0,
                new LateIdentificationTest.NoSecondLook()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void arrive(String id, int bytes) {
    String body =
        "{\"id\":%s,\"status\":\"completed\",\"duration\":5,\"transcript\":\"%s\"}"
            .formatted(id, "x".repeat(bytes));
    journal.append(
        new NewWebhook("famulor", "call", id, "hash-" + id, "{}", body.getBytes(UTF_8), null));
  }

  private List<EventRow> in(EventState state) {
    return new EventQueries(store, clock).find(EventFilter.all().in(state));
  }

  @Test
  void thePoisonRecordIsHeldAndTheOthersGoOn() {
    List.of("1", "2", "3").forEach(id -> arrive(id, 10));
    routingWorker.step(
        "famulor",
        10,
        call -> {
          if (call.path("id").asText().equals("2")) {
            throw new StackOverflowError();
          }
          return new RoutingPlan();
        });
    assertThat(in(EventState.HELD))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.callId()).isEqualTo("2");
              assertThat(row.reason()).contains("StackOverflowError");
            });
    assertThat(in(EventState.ROUTED)).hasSize(2);
  }

  @Test
  void aBatchThatDoesNotFitIsHalved() {
    List.of("1", "2", "3", "4").forEach(id -> arrive(id, 10));
    int[] together = {0};
    RoutingWorker.Router hungry =
        call -> {
          if (++together[0] > 2) {
            throw new OutOfMemoryError("three at once");
          }
          return new RoutingPlan();
        };
    assertThatThrownBy(() -> routingWorker.step("famulor", 4, hungry))
        .isInstanceOf(OutOfMemoryError.class);
    for (int round = 0; round < 2; round++) {
      clock.pass(Duration.ofSeconds(20));
      together[0] = 0;
      routingWorker.step("famulor", 4, hungry);
    }
    assertThat(in(EventState.ROUTED)).hasSize(4);
  }

  @Test
  void noMoreBytesAreTakenAtOnceThanFit() {
    int half = (int) (Journal.BYTES_AT_ONCE * 6 / 10);
    List.of("1", "2", "3").forEach(id -> arrive(id, half));
    List<String> asked = new ArrayList<>();
    routingWorker.step(
        "famulor",
        10,
        call -> {
          asked.add(call.path("id").asText());
          return new RoutingPlan();
        });
    assertThat(asked).containsExactly("1");
    assertThat(journal.fitting(in(EventState.RECEIVED).stream().map(EventRow::id).toList()))
        .hasSize(1);
  }
}
