package aftercall.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.call.CallReader;
import aftercall.call.SenderRules;
import aftercall.config.Sources;
import aftercall.config.Workspace;
import aftercall.delivery.Signals;
import aftercall.journal.Arrival;
import aftercall.journal.EventFilter;
import aftercall.journal.EventList;
import aftercall.journal.EventRow;
import aftercall.journal.EventState;
import aftercall.journal.Journal;
import aftercall.journal.OpenEvent;
import aftercall.journal.Receipt;
import aftercall.journal.Verdict;
import aftercall.mapping.Mappings;
import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRow;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.store.Databases;
import aftercall.store.Span;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.TestClock;
import aftercall.versions.Versions;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
class RiddlesTest {
  private static final String CALL = "{\"id\":7,\"status\":\"completed\",\"duration\":%d}";

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private Store store;
  private Journal journal;
  private EventList events;
  private Decisions decisions;

  private void open(String engine) {
    StoreSettings settings =
        engine.equals("SQLITE") ? Databases.sqlite(folder) : Databases.postgres();
    store = Store.open(settings, clock);
    journal = new Journal(store, clock);
    events = new EventList(store, clock);
    Memories memories =
        new Memories(
            store,
            journal,
            new Outbox(store, clock),
            new Pauses(store, clock),
            new Versions(store, clock));
    CallReader reader =
        new CallReader(new SenderRules("famulor", ZoneId.of("UTC"), "DE", List.of()));
    Workspace none = Workspace.of(Map.of());
    Ruleset rules =
        new Ruleset(
            "hash",
            Sources.load(none, name -> null, new ArrayList<>()),
            Mappings.load(none, new ArrayList<>()),
            Map.of("famulor", reader));
    Destinations destinations = new Destinations();
    destinations.open("crm", false);
    decisions =
        new Decisions(
            memories,
            new Calls(journal, () -> rules),
            destinations,
            new Decisions.Surroundings(
                new NodeContext("n", clock, new Signals(), null), () -> 0, new NoSecondLook()));
  }

  private static Arrival arrival(String body, boolean understood) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return new Arrival(
        "famulor",
        understood ? "call" : null,
        understood ? "7" : null,
        hash,
        "{}",
        bytes,
        understood ? null : "the body is of a shape nobody knows yet");
  }

  private void decideAgain() {
    Span all = new Span("", clock.instant(), 100);
    store.write(
        tx ->
            events.reopen(
                tx, EventFilter.all().in(EventState.QUARANTINED), all, "anna", "reader mended"));
    decisions.step(
        "famulor",
        100,
        call -> {
          Plan plan = new Plan();
          plan.name("crm", 2, null);
          return plan;
        });
  }

  private List<DeliveryRow> deliveries() {
    return new DeliveryList(store).find(DeliveryFilter.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void aRepeatOfWhatIsUnderstoodNowIsKnown(String engine) throws Exception {
    open(engine);
    String body = CALL.formatted(60);
    Receipt riddle = journal.append(arrival(body, false));
    assertThat(riddle.verdict()).isEqualTo(Verdict.QUARANTINED);
    decideAgain();

    EventRow event = events.get(riddle.eventId()).orElseThrow();
    assertThat(event.state()).isEqualTo(EventState.ROUTED);
    assertThat(event.callId()).isEqualTo("7");
    assertThat(deliveries()).extracting(row -> row.call().callId()).containsExactly("7");
    assertThat(journal.append(arrival(body, true)))
        .isEqualTo(new Receipt(Verdict.DUPLICATE, riddle.eventId(), 1));
    assertThat(journal.append(arrival(CALL.formatted(61), true)).revision()).isEqualTo(2);
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void whatCameUnderstoodMeanwhileIsNotDeliveredTwice(String engine) throws Exception {
    open(engine);
    String body = CALL.formatted(60);
    Receipt riddle = journal.append(arrival(body, false));
    Receipt later = journal.append(arrival(body, true));
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

  private static final class NoSecondLook implements SecondLook {
    @Override
    public boolean watches(String source) {
      return false;
    }

    @Override
    public Finding look(OpenEvent event, ObjectNode call) {
      throw new AssertionError("nobody asked for it");
    }

    @Override
    public Map<String, String> alerts() {
      return Map.of();
    }
  }
}
