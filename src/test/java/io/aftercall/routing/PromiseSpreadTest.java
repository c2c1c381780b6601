package io.aftercall.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.call.CallReader;
import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.Journal;
import io.aftercall.journal.NewWebhook;
import io.aftercall.mapping.Mappings;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.outbox.PromiseList;
import io.aftercall.outbox.PromisedItem;
import io.aftercall.person.Suppressions;
import io.aftercall.promise.PromiseRules;
import io.aftercall.promise.WorkHours;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one campaign promised is due at no more calls a minute than it can make, and in its hours.
 */
class PromiseSpreadTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String SOURCE =
      """
      description: A test.
      authentication: [{ token: "${T}", in: [header], header: X-Token }]
      time_zone: Europe/Berlin
      country: DE
      variables: { next_contact_date: date, follow_up_needed: boolean }
      promises:
        from: "09:00"
        until: "09:20"
        holidays: DE-BY
        max_calls_in_parallel: 2
        campaigns: { "77": { from: "17:00", until: "17:05", days: [monday, saturday] } }
      """;

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private Store store;
  private Journal journal;
  private RoutingWorker routingWorker;
  private PromiseRules rules;

  private void open() {
    store = Store.open(Databases.sqlite(folder), clock);
    journal = new Journal(store, clock);
    List<io.aftercall.config.Problem> problems = new ArrayList<>();
    Workspace files = Workspace.of(Map.of("config/sources/famulor.yaml", SOURCE));
    Sources sources = Sources.load(files, name -> "0123456789abcdef0123456789abcdef", problems);
    assertThat(problems).isEmpty();
    Source source = sources.find("famulor").orElseThrow();
    rules = source.rules().promises();
    ConfigSnapshot config =
        new ConfigSnapshot(
            "hash",
            sources,
            Mappings.load(Workspace.of(Map.of()), new ArrayList<>()),
            Map.of("famulor", new CallReader(source.rules())));
    Outbox outbox = new Outbox(store, clock);
    DestinationRegistry destinations = new DestinationRegistry();
    destinations.open("call-back", false);
    routingWorker =
        new RoutingWorker(
            new Stores(
                store,
                journal,
                outbox,
                new DestinationPauses(store, clock),
                new ConfigVersions(store, clock),
                new Suppressions(store, outbox, clock, new SimpleMeterRegistry())),
            new CallCache(journal, () -> config),
            destinations,
            new RoutingWorker.RoutingContext(
                new NodeInfo("n", clock, new WakeUpRegistry(), null),
                () -> 0,
                new LateIdentificationTest.NoSecondLook()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void arrive(int id, LocalDate named, String campaign) {
    String body =
        """
        {"id": %d, "status": "completed", "duration": 60, "customer_phone": "+4915120%06d",
         "created_at": "2026-03-20T10:00:00+01:00", "finished_at": "2026-03-20T10:01:00+01:00",
         "campaign": {"id": %s, "name": "Spring"},
         "extracted_variables": {"next_contact_date": "%s", "follow_up_needed": true}}\
        """
            .formatted(id, id, campaign, named);
    journal.append(
        new NewWebhook("famulor", "call", "" + id, "hash" + id, "{}", body.getBytes(UTF_8), null));
  }

  private void decide() {
    routingWorker.step(
        "famulor",
        1000,
        call -> {
          RoutingPlan plan = new RoutingPlan();
          plan.name("call-back", 2, null, false, true);
          return plan;
        });
  }

  /** Days around the change of the clock (29 March), Good Friday and Easter Monday. */
  @Test
  void nothingIsLostOrEarlierOrOutsideTheHoursOrTooMuchAtOnce() {
    open();
    Random random = new Random(20);
    Map<String, LocalDate> named = new HashMap<>();
    Map<String, String> campaigns = new HashMap<>();
    for (int id = 1; id <= 600; id++) {
      LocalDate day = LocalDate.of(2026, 3, 23).plusDays(random.nextInt(17));
      String campaign = random.nextInt(10) == 0 ? "77" : "12";
      named.put("" + id, day);
      campaigns.put("" + id, campaign);
      arrive(id, day, campaign);
      if (id % 100 == 0) {
        decide();
      }
    }
    List<PromisedItem> listed =
        new PromiseList(store, clock)
            .find(
                new PromiseList.PromiseFilter(
                    LocalDate.of(2026, 1, 1), LocalDate.of(2028, 1, 1), null, true, 1000));
    Map<String, DeliveryRow> deliveries =
        new DeliveryQueries(store)
            .find(DeliveryFilter.all().page(1000, null)).stream()
                .collect(Collectors.toMap(DeliveryRow::id, Function.identity()));

    assertThat(listed).hasSize(600);
    for (PromisedItem one : listed) {
      String id = one.call().callId();
      ZonedDateTime due = one.dueAt().atZone(BERLIN);
      WorkHours hours = rules.hours(campaigns.get(id), "Spring");
      assertThat(due.toLocalDate()).as(id).isAfterOrEqualTo(named.get(id)).isEqualTo(one.dueDay());
      assertThat(hours.firstOpen(due)).as(id).isEqualTo(due);
      assertThat(deliveries.get(one.deliveryId()).dueAt()).isEqualTo(one.dueAt());
    }
    assertThat(
            listed.stream()
                .collect(
                    Collectors.groupingBy(
                        one -> one.dueAt() + " " + one.campaign(), Collectors.counting()))
                .values())
        .allSatisfy(many -> assertThat(many).isLessThanOrEqualTo(2));
  }
}
