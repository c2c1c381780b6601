package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.mapping.write.FieldWritePolicy.Policy;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.sandbox.salesforce.Fault;
import io.aftercall.sandbox.web.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that says less than was asked is never taken for "nothing is there". */
class BatchedSoqlQueryTest extends FieldWritePolicyStage {
  private static final String QUERY = "GET /query";

  @Test
  void whatALongAnswerLeavesOutIsAskedAgain() {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_EMPTY, 255));
    for (String person : new String[] {"+491", "+492", "+493"}) {
      typed(person);
      add("call" + person, 1, 0, "Aftercall_Person__c", person, "Rating", "Cold");
    }
    add("new", 1, 0, "Aftercall_Person__c", "+494", "Rating", "Cold");
    org.queryPage(2);

    worker.step();

    assertThat(org.countBy("Lead", "Rating")).isEqualTo(Map.of("Hot", 3, "Cold", 1));
    assertThat(org.calls().of(QUERY)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>maintenance</html>",
        "{}",
        "",
        "{\"done\":true}",
        "{\"records\":[]}",
        "{\"totalSize\":1,\"done\":false,\"records\":[]}"
      })
  void whatIsNoAnswerChangesNothing(String body) {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_EMPTY, 255));
    typed(PERSON);
    org.faults().once(Fault.instead(ask -> Answer.html(200, body)).on("query"));

    assertThatTheQuestionIsAskedAgainLater();
  }

  /** It cannot have changed anything: no operator has to look there. */
  @Test
  void aQuestionWithoutAnAnswerLeavesNothingOpen() {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_EMPTY, 255));
    typed(PERSON);
    org.faults().once(Fault.resetBefore().on("query"));

    assertThatTheQuestionIsAskedAgainLater();
  }

  @Test
  void longTextsOfAFullBatchFitIntoOneAnswer() {
    cautions.put("Description", new FieldWritePolicy(Policy.APPEND, 32_000));
    String typed = "ü".repeat(31_000);
    for (int i = 0; i < 100; i++) {
      org.given(
          "Lead",
          Map.of(
              "Aftercall_Person__c",
              "+49" + i,
              "LastName",
              "M",
              "Company",
              "C",
              "Description",
              typed));
      add("call-" + i, 1, 0, "Aftercall_Person__c", "+49" + i, "Description", "said");
    }

    worker.step();

    assertThat(org.rows("Lead"))
        .hasSize(100)
        .allSatisfy(lead -> assertThat(lead.text("Description")).isEqualTo(typed + "\nsaid"));
  }

  @Test
  void aSessionThatIsRefusedForGoodPausesTheDestination() {
    org.faults().always(Fault.sessionInvalid().on("/services/data"));
    add("a", 1, 0);
    for (int round = 0; round < 3; round++) {
      worker.step();
      clock.pass(Duration.ofSeconds(50));
    }
    assertThat(row("a", 1).attempts()).isEqualTo(3);
    DestinationPauses destinationPauses = new DestinationPauses(store, clock);
    assertThat(destinationPauses.all()).containsOnlyKeys("lead");

    add("b", 1, 1, "Aftercall_Person__c", "+492");
    worker.step();
    clock.pass(PROBE_INTERVAL);
    worker.step();

    assertThat(row("a", 1).attempts()).as("a probe costs none").isEqualTo(3);
    assertThat(row("b", 1).attempts()).isZero();
    assertThat(destinationPauses.all()).as("nobody answered").containsOnlyKeys("lead");

    org.faults().clear();
    clock.pass(PROBE_INTERVAL);
    worker.step();
    assertThat(destinationPauses.all()).isEmpty();
  }

  private void typed(String person) {
    org.given(
        "Lead",
        Map.of("Aftercall_Person__c", person, "LastName", "M", "Company", "C", "Rating", "Hot"));
  }

  private void assertThatTheQuestionIsAskedAgainLater() {
    add("a", 1, 0, "Rating", "Cold");
    worker.step();
    assertThat(attempt("a", 1).outcome()).isEqualTo("retry");
    assertThat(org.writes()).as("what was typed").hasSize(1);

    clock.pass(Duration.ofMinutes(1));
    worker.step();
    assertThat(attempt("a", 1).reason()).contains("updated", "something stands there already");
    assertThat(lead().text("Rating")).isEqualTo("Hot");
  }
}
