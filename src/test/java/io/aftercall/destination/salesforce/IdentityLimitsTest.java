package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.person.Caller;
import io.aftercall.sandbox.salesforce.Fault;
import io.aftercall.sandbox.salesforce.SalesforceError;
import io.aftercall.sandbox.web.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many calls, two at once, and an org that does not show everything. */
class IdentityLimitsTest extends IdentityOrgStage {
  /** One person under two keys: whoever comes second waits until the first is there. */
  @Test
  void nobodyIsMadeTwiceAtOnce() throws Exception {
    leads("");
    DeliveryItem byPhone =
        stage.lead(Map.of("phone", "+4915112345678", "email", "anna@acme.example"));
    DeliveryItem byMail =
        stage.lead(Map.of("email", "anna@acme.example", "key", "email:anna@acme.example"));

    stage.kamelets.deliver(new DeliveryBatch("crm", List.of(byPhone, byMail)));

    assertThat(byPhone.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(byMail.outcome())
        .isEqualTo(
            new Outcome.Retry(
                Duration.ofSeconds(5), "another delivery is just making this person's record"));
    assertThat(org.count("Lead")).isEqualTo(1);
  }

  @Test
  void twoHundredCallsAskFourTimesAtMost() throws Exception {
    leads("");
    List<DeliveryItem> items = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      items.add(
          stage.lead(
              Map.of(
                  "phone", "+491511" + (2_345_000 + i * 37), "email", "p" + i + "@acme.example")));
    }
    int before = org.calls().total();

    stage.kamelets.deliver(new DeliveryBatch("crm", items));

    assertThat(items)
        .allSatisfy(item -> assertThat(item.outcome()).isInstanceOf(Outcome.Delivered.class));
    assertThat(org.calls().total() - before - 1)
        .as("questions beside the one write")
        .isLessThanOrEqualTo(4);
  }

  @Test
  void whoMayNotBeAskedNowIsNeitherMadeNorForgotten() throws Exception {
    String id = org.given("Lead", Map.of("LastName", "Rot", "Phone", "089 1"));
    ledger.choose("salesforce", Caller.ofKey("+4915112345678", "DE"), "Lead", id, "operator");
    leads("");
    org.hide("Lead", "Id");
    org.forgetWrites();

    assertThat(lead(ANNA).outcome()).isInstanceOf(Outcome.Retry.class);

    assertThat(org.writes()).isEmpty();
    assertThat(ledger.find("salesforce", List.of(Caller.ofKey("+4915112345678", "DE"))).values())
        .singleElement()
        .satisfies(known -> assertThat(known).hasSize(1));
  }

  /** A route that does not ask for Contacts says nothing about one that a person chose. */
  @Test
  void aChoiceOfAnotherObjectIsLeftAlone() throws Exception {
    String id = org.given("Contact", Map.of("LastName", "Rot"));
    ledger.choose("salesforce", Caller.ofKey("+4915112345678", "DE"), "Contact", id, "operator");
    tasks("?order=Lead");
    task(ANNA);

    tasks("");
    assertThat(task(ANNA).notes()).contains("found Contact " + id + " by choice of a person");
  }

  @Test
  void nobodyIsMadeOfACallerWithoutNumberAndAddress() throws Exception {
    tasks("?onUnknown=lead");

    task(Map.of("key", "call:famulor:1", "name", "Anna"));

    assertThat(org.count("Lead")).isZero();
    assertThat(org.count("Task")).isEqualTo(1);
  }

  /** What the user may not see is left out of the question, not a reason to make people twice. */
  @Test
  void fieldsThatTheOrgLacksAreNotAskedForAgain() throws Exception {
    String id = org.given("Contact", Map.of("LastName", "Rot", "MobilePhone", "0151 12345678"));
    org.hide("Contact", "HomePhone");
    tasks("");

    task(ANNA);

    assertThat(org.rows("Task").get(0).text("WhoId")).isEqualTo(id);
  }

  /** Our own mark is asked for by the plainest question there is. */
  @Test
  void anOrgWithoutCompositeQuestionsKnowsPeopleByOurMark() throws Exception {
    String known =
        org.given("Lead", Map.of("LastName", "Rot", "Aftercall_Person__c", "+4915112345678"));
    withoutQuestions();
    tasks("?onUnknown=lead");

    DeliveryItem task = task(ANNA);

    assertThat(task.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(org.rows("Task").get(0).text("WhoId")).isEqualTo(known);
    assertThat(task.notes()).anyMatch(note -> note.contains("Aftercall_Person__c alone"));
    assertThat(org.count("Lead")).isEqualTo(1);

    int before = org.calls().total();
    task(Map.of("phone", "+4915112345678", "key", "+4915112345678", "name", "Anna Rot"));
    assertThat(org.calls().total() - before)
        .as("our mark, the Task that may be there, and the Task")
        .isLessThanOrEqualTo(3);
  }

  @Test
  void whatAPersonChoseHoldsInAnOrgWithoutCompositeQuestions() throws Exception {
    String id = org.given("Contact", Map.of("LastName", "Rot"));
    ledger.choose("salesforce", Caller.ofKey("+4915112345678", "DE"), "Contact", id, "operator");
    withoutQuestions();
    tasks("?onUnknown=lead");

    task(ANNA);

    assertThat(org.rows("Task").get(0).text("WhoId")).isEqualTo(id);
    assertThat(org.count("Lead")).isZero();
    assertThat(ledger.find("salesforce", List.of(Caller.ofKey("+4915112345678", "DE"))).values())
        .singleElement()
        .satisfies(remembered -> assertThat(remembered).hasSize(1));
  }

  @Test
  void aNotFoundPageOfSomethingOnTheWayDecidesNothing() throws Exception {
    org.faults()
        .always(Fault.afterwards(said -> Answer.html(404, "gone")).on("POST /services/data"));
    tasks("?onUnknown=lead");
    DeliveryItem task = IdentityStage.withTask(stage.item("call-log", ANNA));

    assertThat(stage.kamelets.deliver(new DeliveryBatch("crm", List.of(task))).getException())
        .isNotNull();

    assertThat(task.open()).isTrue();
    assertThat(org.writes()).isEmpty();
  }

  private void withoutQuestions() {
    SalesforceError nowhere = SalesforceError.of(404, "NOT_FOUND", "does not exist");
    org.faults()
        .always(
            Fault.refusing(nowhere)
                .onlyIf(ask -> ask.path().matches(".*/(composite|parameterizedSearch)")));
  }
}
