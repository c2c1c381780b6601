package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultsTest extends OrgTest {
  private static final String LEAD_A = "/sobjects/Lead/Aftercall_Person__c/a";

  @Test
  void savesTheRecordAndLosesTheAnswer() throws IOException {
    salesforce.faults().once(Fault.commitThenDrop().on("PATCH"));

    assertThatThrownBy(() -> caller.call("PATCH", LEAD_A, lead("A")))
        .isInstanceOf(IOException.class);

    assertThat(salesforce.rows("Lead")).hasSize(1);
    assertThat(caller.call("PATCH", LEAD_A, lead("A")).status()).isEqualTo(200);
  }

  @Test
  void resetsBeforeAnythingIsSaved() {
    salesforce.faults().once(Fault.resetBefore());

    assertThatThrownBy(() -> caller.call("PATCH", LEAD_A, lead("A")))
        .rootCause()
        .hasMessageContaining("reset");

    assertThat(salesforce.rows("Lead")).isEmpty();
    assertThat(salesforce.faults().pending()).isZero();
  }

  @Test
  void strikesTheMarkedRecordOnlyAndOnlySoOften() throws IOException {
    salesforce.faults().times(2, Fault.lockedRow("Aftercall_Person__c", "b"));

    assertThat(batch().json().at("/1/errors/0/statusCode").asText())
        .isEqualTo("UNABLE_TO_LOCK_ROW");
    assertThat(salesforce.countBy("Lead", "Aftercall_Person__c")).containsOnlyKeys("a", "c");
    assertThat(batch().json().at("/1/success").asBoolean()).isFalse();
    assertThat(batch().json().at("/1/success").asBoolean()).isTrue();
  }

  @Test
  void detectsDuplicatesInTheRealSpelling() throws IOException {
    salesforce.faults().once(Fault.duplicate("LastName", "A"));

    Reply reply = caller.call("PATCH", LEAD_A, lead("A"));

    assertThat(reply.errorCode()).isEqualTo("DUPLICATES_DETECTED");
    assertThat(reply.json().at("/0/duplicateResut/matchResults/0/size").asInt()).isEqualTo(1);
  }

  @Test
  void forgetsTheSessionInTheMiddleOfARun() throws IOException {
    salesforce.faults().onceAfter(1, Fault.sessionInvalid());

    assertThat(batch().status()).isEqualTo(200);
    assertThat(batch().status()).isEqualTo(401);
    assertThat(batch().status()).isEqualTo(200);
  }

  @Test
  void usesUpTheDailyLimitUntilItIsCleared() throws IOException {
    salesforce.faults().always(Fault.requestLimit());

    assertThat(batch().errorCode()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
    assertThat(batch().status()).isEqualTo(403);
    salesforce.faults().clear();
    assertThat(batch().status()).isEqualTo(200);
  }

  @Test
  void showsAPageInsteadOfJson() throws IOException {
    salesforce.faults().once(Fault.unavailablePage());

    Reply reply = batch();

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Content-Type")).startsWith("text/html");
    assertThat(salesforce.rows("Lead")).isEmpty();
  }

  @Test
  void answersLateOrDropByDrop() throws IOException {
    Duration pause = Duration.ofMillis(120);
    salesforce.faults().once(Fault.late(pause));
    long start = System.nanoTime();
    assertThat(caller.call("PATCH", LEAD_A, lead("A")).status()).isEqualTo(201);
    assertThat(System.nanoTime() - start).isGreaterThan(pause.toNanos());

    salesforce.faults().once(Fault.dripping(Duration.ofMillis(1)));
    assertThat(caller.call("PATCH", LEAD_A, lead("A")).json().path("success").asBoolean()).isTrue();
  }

  @Test
  void strikesByTheSameChanceInEveryRun() throws IOException {
    salesforce.faults().sometimes(0.5, Fault.unavailablePage());
    int failed = 0;
    for (int i = 0; i < 40; i++) {
      failed += caller.get("/limits").status() == 503 ? 1 : 0;
    }

    assertThat(failed).isBetween(10, 30);
  }

  @Test
  void countsCallsThatMetTrouble() throws IOException {
    salesforce.faults().once(Fault.unavailablePage());
    batch();

    assertThat(salesforce.calls().of("PATCH /composite/sobjects/Lead/Aftercall_Person__c"))
        .isEqualTo(1);
    assertThat(salesforce.calls().logins()).isEqualTo(1);
  }

  private Reply batch() throws IOException {
    String record =
        "{\"attributes\":{\"type\":\"Lead\"},\"Aftercall_Person__c\":\"%s\",\"LastName\":\"A\",\"Company\":\"C\"}";
    String records =
        String.join(",", record.formatted("a"), record.formatted("b"), record.formatted("c"));
    return caller.call(
        "PATCH", "/composite/sobjects/Lead/Aftercall_Person__c", "{\"records\":[" + records + "]}");
  }
}
