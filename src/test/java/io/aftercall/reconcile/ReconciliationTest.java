package io.aftercall.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.Journal;
import io.aftercall.reconcile.ReconciliationReport.CallStatus;
import io.aftercall.sandbox.PlatformStandIn;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.WebhookLimits;
import io.aftercall.webhook.WebhookMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real intake and journal, the shipped source, and the platform's API on loopback. */
class ReconciliationTest {
  private static final Workspace SHIPPED = Workspace.read(Path.of("."));
  private static final String TODAY = "2026-03-02T08:%02d:00Z";

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final PlatformStandIn platform = PlatformStandIn.start();
  private final Map<String, String> environment = new HashMap<>();
  private Store store;
  private Journal journal;
  private WebhookIntake webhookIntake;
  private Sources sources;
  private Reconciliation reconciliation;

  @BeforeEach
  void open() {
    environment.put("AFTERCALL_FAMULOR_TOKEN", "word");
    environment.put("AFTERCALL_FAMULOR_API_URL", platform.url());
    environment.put("AFTERCALL_FAMULOR_API_TOKEN", platform.token());
    store = Databases.open(Databases.sqlite(folder));
    journal = new Journal(store, clock);
    load();
  }

  private void load() {
    sources = Sources.load(SHIPPED, environment::get, new ArrayList<>());
    WebhookMetrics meters = new WebhookMetrics(new SimpleMeterRegistry());
    WebhookLimits rules = new WebhookLimits(1_000_000, 0, List.of());
    webhookIntake = new WebhookIntake(() -> sources, journal::appendLater, meters, rules, clock);
    SenderApis senderApis = new SenderApis(() -> sources, clock, Duration.ofSeconds(5));
    reconciliation =
        new Reconciliation(
            senderApis,
            journal,
            webhookIntake,
            new FetchedBodyCache(),
            new MissingCallsGauge(new SimpleMeterRegistry()),
            clock);
  }

  @AfterEach
  void close() {
    store.close();
    platform.close();
  }

  private Reconciliation.Step step(String from, boolean changed, boolean dryRun) throws Exception {
    Reconciliation.ReconcileRequest reconcileRequest =
        new Reconciliation.ReconcileRequest(
            clock.instant().minus(Duration.ofDays(1)), changed, dryRun);
    return reconciliation.step("famulor", from, reconcileRequest);
  }

  private ReconciliationReport run() throws Exception {
    return step("", false, false).account();
  }

  private List<EventRow> events(String callId) {
    return new EventQueries(store, clock).ofCall("famulor", callId);
  }

  /** The call as its webhook would have brought it. */
  private void webhook(int id, String phone, boolean goal) {
    String body =
        """
        {"id": %d, "status": "completed", "customer_phone": "%s", "duration": 59,
         "assistant_phone": "+4930111111",
         "extracted_variables": {"status": %s, "summary": "Talked"},
         "finished_at": "2026-03-02T08:00:59Z"}\
        """
            .formatted(id, phone, goal);
    webhookIntake.fetched("famulor", body.getBytes(UTF_8)).join();
  }

  @Test
  void whatNeverCameIsTakenInOnceAndReadLikeAnyOther() throws Exception {
    platform.add(1, "+4915123456781", TODAY.formatted(1));
    platform.add(2, "+4915123456782", TODAY.formatted(2));
    webhook(1, "+4915123456781", true);

    ReconciliationReport dry = step("", false, true).account();
    assertThat(dry.seen()).isEqualTo(2);
    assertThat(dry.count(CallStatus.KNOWN)).isEqualTo(1);
    assertThat(dry.entries())
        .containsExactly(new ReconciliationReport.Entry("2", CallStatus.MISSING, ""));
    assertThat(events("2")).isEmpty();

    assertThat(run().entries())
        .containsExactly(new ReconciliationReport.Entry("2", CallStatus.INGESTED, ""));
    assertThat(events("2"))
        .singleElement()
        .satisfies(event -> assertThat(event.headersJson()).contains("platform's API"));
    assertThat(call("2").path("customer_phone").asText()).isEqualTo("+4915123456782");
    assertThat(call("2").at("/extracted_variables/summary").asText()).isEqualTo("Talked");
    assertThat(call("2").path("outcome").asText()).isEqualTo("connected");

    assertThat(run().count(CallStatus.KNOWN)).isEqualTo(2);
  }

  private JsonNode call(String id) {
    Source source = sources.find("famulor").orElseThrow();
    byte[] body = journal.bodies(List.of(events(id).get(0).id())).get(0).body();
    return ((ReadResult.Read) new CallReader(source.rules()).read(body, 1)).call();
  }

  @Test
  void aCallWithOtherContentIsToldAndTakenInWhenAsked() throws Exception {
    platform.add(3, "+4915123456783", TODAY.formatted(3));
    webhook(3, "+4915123456783", false);

    assertThat(run().entries())
        .containsExactly(
            new ReconciliationReport.Entry("3", CallStatus.CHANGED, "extracted_variables.status"));
    assertThat(events("3")).hasSize(1);

    assertThat(step("", true, false).account().count(CallStatus.INGESTED)).isEqualTo(1);
    assertThat(events("3")).hasSize(2);
    assertThat(step("", true, false).account().count(CallStatus.KNOWN)).isEqualTo(1);
  }

  @Test
  void whatIsNotDueIsLeftAlone() throws Exception {
    platform.add(4, "+4915123456784", TODAY.formatted(4)).put("status", "busy");
    platform.add(5, "+4915123456785", TODAY.formatted(5)).put("status", "in-progress");
    platform.add(6, "+4915123456786", "2026-03-02T08:58:00Z");
    platform.add(7, "+4915123456787", "2026-03-01T08:59:00Z");

    ReconciliationReport reconciliationReport = run();
    assertThat(reconciliationReport.count(CallStatus.SKIPPED)).isEqualTo(3);
    assertThat(reconciliationReport.seen()).as("the one before is not meant").isEqualTo(3);
  }

  @Test
  void pagesAndBudgetAreGoneThroughInSteps() throws Exception {
    for (int id = 1000; id < 1130; id++) {
      platform.add(id, "+49151234" + id, TODAY.formatted(id % 50));
    }
    ReconciliationReport.CallStatus[] words = ReconciliationReport.CallStatus.values();
    int[] counts = new int[words.length];
    int steps = 0;
    String next = "";
    while (next != null) {
      Reconciliation.Step step = step(next, false, false);
      for (ReconciliationReport.CallStatus callStatus : words) {
        counts[callStatus.ordinal()] += step.account().count(callStatus);
      }
      assertThat(step.pause()).isLessThanOrEqualTo(Duration.ofMinutes(1));
      clock.pass(step.pause());
      next = step.next();
      steps++;
    }
    assertThat(counts[CallStatus.INGESTED.ordinal()]).isEqualTo(130);
    assertThat(counts[CallStatus.KNOWN.ordinal()]).isZero();
    assertThat(steps).as("20 requests in ten seconds").isGreaterThan(6);
    assertThat(platform.asked()).extracting(ask -> ask.parameters().get("page")).contains("1", "2");
  }

  @Test
  void thePlatformsOwnLimitIsKept() throws Exception {
    platform.add(8, "+4915123456788", TODAY.formatted(8));
    String body = "{\"error\":\"too_many\",\"message\":\"slow down\",\"retry_after\":30}";
    platform.answerNext(Answer.json(429, body));

    Reconciliation.Step first = step("", false, false);
    assertThat(first.pause()).isEqualTo(Duration.ofSeconds(30));
    assertThat(step(first.next(), false, false).pause()).isEqualTo(Duration.ofSeconds(30));
    assertThat(platform.asked()).as("nobody asks before the time").hasSize(1);

    clock.pass(first.pause());
    assertThat(step(first.next(), false, false).account().count(CallStatus.INGESTED)).isEqualTo(1);
  }

  @Test
  void aCallThatIsNotGivenOutIsRefused() throws Exception {
    ObjectNode call = platform.add(9, "+4915123456789", TODAY.formatted(9));
    call.put("status", "completed");
    platform.answerNext(
        Answer.json(200, "{\"data\":[" + call + "],\"last_page\":1}"),
        Answer.json(404, "{\"message\":\"gone\"}"));

    assertThat(run().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.word()).isEqualTo(CallStatus.REFUSED));
    assertThat(events("9")).isEmpty();
  }

  @Test
  void aWrongKeyAndAPlatformThatIsAwayAreTold() throws Exception {
    platform.token("another");
    assertProblem(
        SenderApiException.Kind.REFUSED, "does not accept the key in AFTERCALL_FAMULOR_API_TOKEN");

    platform.answerNext(Answer.html(200, "<html>a page</html>"));
    assertProblem(SenderApiException.Kind.REFUSED, "is not the platform's API");

    platform.answerNext(Answer.json(502, "{}"));
    assertProblem(SenderApiException.Kind.AWAY, "answers 502");

    platform.answerNext(Answer.dropped());
    assertProblem(SenderApiException.Kind.AWAY, "does not answer");

    environment.remove("AFTERCALL_FAMULOR_API_TOKEN");
    load();
    assertProblem(SenderApiException.Kind.UNSET, "set AFTERCALL_FAMULOR_API_TOKEN");

    environment.put("AFTERCALL_FAMULOR_API_URL", "http://platform.example/api");
    load();
    assertProblem(SenderApiException.Kind.UNSET, "no https:// address");
  }

  private void assertProblem(SenderApiException.Kind kind, String words) {
    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            SenderApiException.class, problem -> assertThat(problem.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }
}
