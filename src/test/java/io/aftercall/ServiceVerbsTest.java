package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.cli.CommandStage;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs that talk to a running service. */
class ServiceVerbsTest extends ConsoleStage {
  private final CommandStage terminal = new CommandStage();

  @BeforeEach
  void atTheServersSide() throws IOException {
    terminal
        .with("AFTERCALL_URL", at("").toString())
        .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
  }

  @AfterEach
  void mend() {
    kind();
  }

  private String ok(String... args) {
    CommandStage.Result result = terminal.run(args);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return result.out();
  }

  @Test
  void sendActsAsThePlatformAndExplainTellsTheStory() throws Exception {
    String sent =
        ok(
            "send",
            "config/samples/classic-no-campaign-completed.json",
            "--count",
            "3",
            "--new-people",
            "--to",
            service.address());
    assertThat(sent).contains("3");
    refuse("490301");
    assertThat(ok("events", "--call", "490301")).contains("famulor:490301", "routed");
    assertThat(ok("explain", "490301"))
        .contains("Call 490301 of famulor", "crm-http: rejected", "HTTP 400", "attempt 1");
    assertThat(ok("deliveries", "--call", "490301", "--destination", "crm-http", "--json"))
        .contains("\"state\" : \"rejected\"");
  }

  @Test
  void whatIsRefusedIsCountedThenTriedAgain() throws Exception {
    refuse("490302");
    kind();
    assertThat(ok("retry", "--call", "490302", "--dry-run"))
        .isEqualTo("1 deliveries will be tried again.%n".formatted());
    await("490302", DeliveryState.REJECTED);
    assertThat(ok("retry", "--call", "490302", "--why", "mended")).contains("1 tried again.");
    await("490302", DeliveryState.DELIVERED);
    assertThat(ok("explain", "490302")).contains("rejected -> pending", "mended");
  }

  @Test
  void discardNeedsAReasonAndReplayRoutesAgain() throws Exception {
    refuse("490303");
    CommandStage.Result without = terminal.run("discard", "--call", "490303");
    assertThat(without.exit()).isEqualTo(64);
    ok("discard", "--call", "490303", "--why", "a test");
    await("490303", DeliveryState.DISCARDED);
    assertThat(ok("replay", "--call", "490303")).contains("0 events");
    assertThat(ok("replay", "--call", "490303", "--state", "routed", "--why", "again"))
        .contains("1 routed again.");
  }

  @Test
  void whatCannotBeReadIsMendedByHandOrDismissed() throws Exception {
    String whole =
        sample("classic-no-campaign-completed").replaceFirst("\"id\": \\d+", "\"id\": 490304");
    String broken = whole.substring(0, whole.length() - 40) + " mended me";
    JsonNode kept = JSON.readTree(Answers.keep(service.post(broken.getBytes(UTF_8))).body());
    assertThat(kept.path("status").asText()).isEqualTo("quarantined");
    Path file = Files.createTempFile(DATA, "mended", ".json");
    Files.writeString(file, whole);

    CommandStage.Result unsaid = terminal.run("replay", "--body", file.toString(), "--why", "x");
    assertThat(unsaid.exit()).isEqualTo(64);
    String receipt = kept.path("receipt").asText();
    assertThat(ok("replay", "--body", file.toString(), "--event", receipt, "--why", "a comma"))
        .contains("accepted: receipt", "the event it was mended from is dismissed");
    assertThat(delivered("490304")).contains("crm-http");
    assertThat(ok("events", "--state", "dismissed", "--json")).contains(receipt);

    String other = "no call at all " + Instant.now();
    JsonNode second = JSON.readTree(Answers.keep(service.post(other.getBytes(UTF_8))).body());
    assertThat(second.path("status").asText()).isEqualTo("quarantined");
    CommandStage.Result without = terminal.run("discard", "--events", "--state", "quarantined");
    assertThat(without.exit()).isEqualTo(64);
    assertThat(ok("discard", "--events", "--state", "quarantined", "--why", "a probe of ours"))
        .contains("dismissed.");
    assertThat(ok("events", "--state", "quarantined", "--json"))
        .doesNotContain(second.path("receipt").asText());
  }

  @Test
  void explainNamesTheDestinationsThatWereNotChosen() throws Exception {
    refuse("490305");
    assertThat(ok("explain", "490305"))
        .contains("Not chosen", "sales-email: only where: the customer is interested");
  }

  @Test
  void whatNeverCameIsFetchedFromThePlatform() throws Exception {
    Instant yesterday = Instant.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.MINUTES);
    sandbox.platform().add(490310, "+4915149031010", yesterday.toString());

    assertThat(ok("reconcile", "--since", "1d", "--dry-run"))
        .contains("490310", "missing", "1 seen", "dry run");
    assertThat(ok("reconcile", "--since", "1d"))
        .contains("1 seen, 0 known, 0 missing, 1 ingested, 0 refused.");
    assertThat(delivered("490310")).contains("crm-http", "call-log");
    assertThat(ok("reconcile", "--since", "1d", "--json")).contains("\"known\" : 1");

    sandbox.platform().answerNext(Answer.json(401, "{}"));
    CommandStage.Result wrong = terminal.run("reconcile", "--since", "1d");
    assertThat(wrong.exit()).isEqualTo(69);
    assertThat(wrong.err()).contains("does not accept the key in AFTERCALL_FAMULOR_API_TOKEN");
    sandbox.platform().answerNext(Answer.json(500, "{}"));
    assertThat(terminal.run("reconcile", "--since", "1d").exit()).isEqualTo(75);
    assertThat(terminal.run("reconcile").exit()).isEqualTo(64);
    assertThat(terminal.run("reconcile", "--since", "soon").exit()).isEqualTo(64);
  }

  @Test
  void theDoctorFindsTheSandboxWell() {
    assertThat(ok("doctor"))
        .contains(
            "store",
            "SQLITE commits",
            "webhook endpoint",
            "answers",
            "Salesforce login",
            "accepted")
        .contains("mail server");
  }

  @Test
  void aWrongTokenAndAServiceThatIsAwayAreTold() {
    CommandStage.Result wrong =
        new CommandStage()
            .with("AFTERCALL_URL", at("").toString())
            .with("AFTERCALL_API_TOKEN", "wrong")
            .run("events");
    assertThat(wrong.exit()).isEqualTo(69);
    assertThat(wrong.err()).contains("does not accept the token");
    CommandStage.Result away = terminal.with("AFTERCALL_URL", "http://127.0.0.1:1").run("events");
    assertThat(away.exit()).isEqualTo(69);
    assertThat(away.err()).contains("does not answer");
  }

  @Test
  void aCallThatNeverCameIsTold() {
    CommandStage.Result none = terminal.run("explain", "no-such-call");
    assertThat(none.exit()).isNotZero();
    assertThat(none.err()).contains("no call with this id");
  }

  @Test
  void aPersonConfirmsTheClockAndIsWrittenDown() {
    assertThat(terminal.run("confirm-clock").exit()).isEqualTo(64);
    assertThat(ok("confirm-clock", "--why", "off for two weeks")).contains("is right");
    assertThat(ok("confirm-clock", "--why", "once more", "--json"))
        .contains("\"believed\" : true", "\"days_ahead\" : 0");
    assertThat(ok("audit")).contains("confirm-clock", "off for two weeks");
    assertThat(terminal.run("doctor").out()).contains("clock and age", "file modes");
  }
}
