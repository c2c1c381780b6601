package io.aftercall.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.SourceRules;
import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.journal.NewWebhook;
import io.aftercall.mapping.Mappings;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.person.Suppressions;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.store.Databases;
import io.aftercall.store.PageRequest;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was kept without being understood, and is understood now, is no second call. */
class LateIdentificationTest {
  private static final String CALL = "{\"id\":7,\"status\":\"completed\",\"duration\":%d}";

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private Store store;
  private Journal journal;
  private EventQueries events;
  private RoutingWorker routingWorker;

  private void open(String engine) {
    StoreSettings settings =
        engine.equals("SQLITE") ? Databases.sqlite(folder) : Databases.postgres();
    store = Store.open(settings, clock);
    journal = new Journal(store, clock);
    events = new EventQueries(store, clock);
    Stores stores =
        new Stores(
            store,
            journal,
            new Outbox(store, clock),
            new DestinationPauses(store, clock),
            new ConfigVersions(store, clock),
            new Suppressions(store, new Outbox(store, clock), clock, new SimpleMeterRegistry()));
    CallReader reader =
        new CallReader(new SourceRules("famulor", ZoneId.of("UTC"), "DE", List.of()));
    Workspace none = Workspace.of(Map.of());
    ConfigSnapshot rules =
        new ConfigSnapshot(
            "hash",
            Sources.load(none, name -> null, new ArrayList<>()),
            Mappings.load(none, new ArrayList<>()),
            Map.of("famulor", reader));
    DestinationRegistry destinationRegistry = new DestinationRegistry();
    destinationRegistry.open("crm", false);
    routingWorker =
        new RoutingWorker(
            stores,
            new CallCache(journal, () -> rules),
            destinationRegistry,
            new RoutingWorker.RoutingContext(
                new NodeInfo("n", clock, new WakeUpRegistry(), null), () -> 0, new NoSecondLook()));
  }

  private static NewWebhook arrival(String body, boolean understood) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return new NewWebhook(
        "famulor",
        understood ? "call" : null,
        understood ? "7" : null,
        hash,
        "{}",
        bytes,
        understood ? null : "the body is of a shape nobody knows yet");
  }

  private void decideAgain() {
    PageRequest all = new PageRequest("", clock.instant(), 100);
    store.write(
        transaction ->
            events.reopen(
                transaction,
                EventFilter.all().in(EventState.QUARANTINED),
                all,
                "anna",
                "reader mended"));
    routingWorker.step(
        "famulor",
        100,
        call -> {
          RoutingPlan routingPlan = new RoutingPlan();
          routingPlan.name("crm", 2, null, false);
          return routingPlan;
        });
  }

  private List<DeliveryRow> deliveries() {
    return new DeliveryQueries(store).find(DeliveryFilter.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void aRepeatOfWhatIsUnderstoodNowIsKnown(String engine) throws Exception {
    open(engine);
    String body = CALL.formatted(60);
    AppendReceipt riddle = journal.append(arrival(body, false));
    assertThat(riddle.verdict()).isEqualTo(AppendResult.QUARANTINED);
    decideAgain();

    EventRow event = events.get(riddle.eventId()).orElseThrow();
    assertThat(event.state()).isEqualTo(EventState.ROUTED);
    assertThat(event.callId()).isEqualTo("7");
    assertThat(deliveries()).extracting(row -> row.call().callId()).containsExactly("7");
    assertThat(journal.append(arrival(body, true)))
        .isEqualTo(new AppendReceipt(AppendResult.DUPLICATE, riddle.eventId(), 1));
    assertThat(journal.append(arrival(CALL.formatted(61), true)).revision()).isEqualTo(2);
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void whatCameUnderstoodMeanwhileIsNotDeliveredTwice(String engine) throws Exception {
    open(engine);
    String body = CALL.formatted(60);
    AppendReceipt riddle = journal.append(arrival(body, false));
    AppendReceipt later = journal.append(arrival(body, true));
    decideAgain();

    EventRow event = events.get(riddle.eventId()).orElseThrow();
    assertThat(event.state()).isEqualTo(EventState.IGNORED);
    assertThat(event.reason()).contains(later.eventId());
    assertThat(deliveries()).extracting(DeliveryRow::eventId).containsExactly(later.eventId());
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void twoContentsOfOneCallAreTwoRevisions(String engine) throws Exception {
    open(engine);
    journal.append(arrival(CALL.formatted(60), false));
    journal.append(arrival(CALL.formatted(61), false));
    decideAgain();
    assertThat(events.ofCall("famulor", "7")).extracting(EventRow::revision).containsExactly(1, 2);
    store.close();
  }

  static final class NoSecondLook implements CallVerifier {
    @Override
    public boolean watches(String source) {
      return false;
    }

    @Override
    public Finding verify(LeasedEvent event, ObjectNode call) {
      throw new AssertionError("nobody asked for it");
    }

    @Override
    public Map<String, String> alerts() {
      return Map.of();
    }
  }
}
