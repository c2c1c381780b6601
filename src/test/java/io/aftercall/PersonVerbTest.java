package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.cli.CommandStage;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.sandbox.salesforce.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who a caller is, through the whole product: found, parked, chosen by a person. */
class PersonVerbTest extends ConsoleVisit {
  private final CommandStage terminal = new CommandStage();

  @BeforeEach
  void atTheServersSide() throws IOException {
    terminal
        .with("AFTERCALL_URL", at("").toString())
        .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
  }

  private String ok(String... args) {
    CommandStage.Result result = terminal.run(args);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return result.out();
  }

  private static void call(String id, String phone) throws Exception {
    String body =
        """
        {"id":%s,"status":"completed","duration":60,"customer_phone":"%s",
         "created_at":"2026-11-30T10:00:00Z",
         "extracted_variables":{"customer_interested":true,"follow_up_needed":true}}"""
            .formatted(id, phone);
    Answers.keep(service.post(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Row> tasks(String callId) {
    return sandbox.salesforce().rows("Task").stream()
        .filter(row -> row.text("Aftercall_Key__c").startsWith("famulor:" + callId))
        .toList();
  }

  @Test
  void whoIsAContactIsNotMadeALeadAndTakesTheTasks() throws Exception {
    String anna =
        sandbox
            .salesforce()
            .given("Contact", Map.of("LastName", "Rot", "MobilePhone", "0151/2920 0001"));

    call("492001", "+4915129200001");

    assertThat(delivered("492001")).contains("salesforce-lead", "call-log", "follow-up");
    assertThat(tasks("492001")).hasSize(2).allMatch(row -> row.text("WhoId").equals(anna));
    assertThat(sandbox.salesforce().row("Lead", "Phone", "+4915129200001")).isEmpty();
    assertThat(ok("explain", "492001"))
        .contains("found Contact " + anna + " by phone: MobilePhone")
        .doesNotContain("2920 0001");
  }

  @Test
  void whereSeveralMatchAPersonChoosesOnceForAllDeliveries() throws Exception {
    sandbox.salesforce().given("Contact", Map.of("LastName", "Rot", "Phone", "089 29200002"));
    String carla =
        sandbox
            .salesforce()
            .given("Contact", Map.of("LastName", "Blau", "Phone", "+49 (0)89 2920-0002"));
    call("492002", "+498929200002");
    await("492002", DeliveryState.DELIVERED);
    DeliveryRow parked = parked("492002", "call-log");
    parked("492002", "salesforce-lead");
    parked("492002", "follow-up");

    assertThat(parked.reason()).contains("[PERSON_AMBIGUOUS]").doesNotContain("2920");
    assertThat(ok("person", parked.id())).contains("Rot", "Blau", carla, "089 29200002");
    assertThat(terminal.run("person", parked.id(), "--choose", "me", "--why", "x").err())
        .contains("003");
    assertThat(terminal.run("person", parked.id(), "--choose", carla).exit()).isEqualTo(64);
    assertThat(ok("person", parked.id(), "--choose", carla, "--why", "she said so"))
        .contains("go on: 3");

    assertThat(delivered("492002")).contains("call-log", "salesforce-lead", "follow-up");
    assertThat(tasks("492002")).hasSize(2).allMatch(row -> row.text("WhoId").equals(carla));
    assertThat(ok("audit")).contains("choose-person");
    call("492003", "+498929200002");
    assertThat(delivered("492003")).contains("call-log");
    assertThat(tasks("492003")).allMatch(row -> row.text("WhoId").equals(carla));
    assertThat(terminal.run("person", parked.id()).err()).contains("does not wait");
  }

  @Test
  void aPersonChoosesOnAPageToo() throws Exception {
    sandbox.salesforce().given("Contact", Map.of("LastName", "Rot", "Phone", "089 29200004"));
    String carla =
        sandbox.salesforce().given("Contact", Map.of("LastName", "Blau", "Phone", "08929200004"));
    call("492004", "+498929200004");
    DeliveryRow parked = parked("492004", "call-log");
    parked("492004", "salesforce-lead");
    parked("492004", "follow-up");
    logIn(PASSWORD);
    String page = "/console/person/" + parked.id() + "?call=492004";

    assertThat(get(browser, "/console/call?id=492004").body())
        .contains("/console/person/" + parked.id());
    assertThat(get(browser, page).body()).contains("Rot", "Blau", carla, "089 29200004");
    assertThat(submit(page, page, Map.of("other", "me", "why", "said so")).body())
        .contains("record is the id of a Contact");
    assertThat(submit(page, page, Map.of("record", carla, "why", "said so")).body())
        .contains("Remembered for this caller; deliveries that go on: 3");

    assertThat(delivered("492004")).contains("call-log", "salesforce-lead", "follow-up");
    assertThat(tasks("492004")).hasSize(2).allMatch(row -> row.text("WhoId").equals(carla));
    assertThat(get(browser, page).uri().getPath()).isEqualTo("/console/call");
  }

  private static DeliveryRow parked(String callId, String destination) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (DeliveryRow row : rows(callId)) {
        if (row.destination().equals(destination) && row.state() == DeliveryState.REJECTED) {
          return row;
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError(destination + " of " + callId + " is not parked: " + rows(callId));
  }
}
