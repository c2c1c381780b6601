package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Notes;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.outbox.DeliveryRelations;
import io.aftercall.outbox.PersonRecord;
import io.aftercall.outbox.PersonRecords;
import io.aftercall.person.Caller;
import io.aftercall.sandbox.salesforce.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

/** Calls through the shipped kamelets into an org that already knows people. */
class IdentityStepsTest extends IdentityOrgStage {
  @Test
  void aLeadThatIsThereIsUpdatedByItsOwnIdAndGetsOurKey() throws Exception {
    String id =
        org.given("Lead", Map.of("LastName", "Rot", "Phone", "0151/1234 5678", "Company", "Acme"));
    leads("");
    DeliveryItem item = stage.lead(ANNA);
    item.cautions(
        Map.of(
            "LastName", new FieldWritePolicy(FieldWritePolicy.Policy.IF_EMPTY, 80),
            "Company", new FieldWritePolicy(FieldWritePolicy.Policy.IF_EMPTY, 80),
            "Phone", new FieldWritePolicy(FieldWritePolicy.Policy.IF_EMPTY, 80)));

    deliver(item);

    assertThat(item.outcome()).isEqualTo(new Outcome.Delivered(id, "updated"));
    assertThat(item.notes()).contains("found Lead " + id + " by phone: Phone");
    Row row = org.byId(id).orElseThrow();
    assertThat(row.text("Aftercall_Person__c")).isEqualTo("+4915112345678");
    assertThat(row.text("Rating")).isEqualTo("Hot");
    assertThat(row.text("LastName")).isEqualTo("Rot");
    assertThat(row.text("Company")).isEqualTo("Acme");
    assertThat(row.text("Phone")).isEqualTo("0151/1234 5678");
    assertThat(org.count("Lead")).isEqualTo(1);
  }

  @Test
  void theSecondNumberOfAPersonDoesNotReplaceTheKey() throws Exception {
    String id =
        org.given(
            "Lead",
            Map.of(
                "LastName", "Rot", "Aftercall_Person__c", "+498912345", "Email", "a@acme.example"));
    leads("");

    DeliveryItem item = lead(Map.of("phone", "+4915112345678", "email", "A@acme.example"));

    assertThat(item.outcome()).isEqualTo(new Outcome.Delivered(id, "updated"));
    assertThat(org.byId(id).orElseThrow().text("Aftercall_Person__c")).isEqualTo("+498912345");
    assertThat(org.count("Lead")).isEqualTo(1);
  }

  @Test
  void aContactIsLeftAsSalesKeepsItAndTakesTheTask() throws Exception {
    String id =
        org.given("Contact", Map.of("LastName", "Rot", "MobilePhone", "+49 (0)151-1234-5678"));
    leads("");
    DeliveryItem item = lead(ANNA);
    assertThat(item.outcome())
        .isEqualTo(
            new Outcome.Delivered(
                id,
                "found Contact " + id + " by phone: MobilePhone; it is left as sales keeps it"));
    assertThat(org.count("Lead")).isZero();

    tasks("");
    DeliveryItem task = task(ANNA);
    assertThat(task.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(org.rows("Task"))
        .singleElement()
        .satisfies(row -> assertThat(row.text("WhoId")).isEqualTo(id));

    leads("&onContact=reject");
    assertThat(lead(ANNA).outcome())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, no -> assertThat(no.reason()).contains("by hand", id));
  }

  @Test
  void severalAreParkedWithTheChoicesAndTheChoiceHolds() throws Exception {
    org.given("Contact", Map.of("LastName", "Rot", "FirstName", "Berta", "Phone", "089 12345"));
    String carla =
        org.given(
            "Contact", Map.of("LastName", "Grün", "FirstName", "Carla", "Phone", "089/12345"));
    Map<String, String> caller = Map.of("phone", "+498912345", "email", "x@acme.example");
    tasks("");

    DeliveryItem parked = task(caller);

    assertThat(parked.outcome())
        .isEqualTo(
            Outcome.Rejected.because(
                "several records match by phone: choose the person's record [PERSON_AMBIGUOUS]"));
    assertThat(parked.rawAnswer()).contains("Berta Rot", "Carla Grün", carla, "089/12345");
    assertThat(org.count("Task")).isZero();

    ledger.choose("salesforce", Caller.of(parked.call()), "Contact", carla, "operator");
    DeliveryItem chosen = task(caller);
    assertThat(chosen.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(chosen.notes()).contains("found Contact " + carla + " by choice of a person");
    assertThat(org.rows("Task").get(0).text("WhoId")).isEqualTo(carla);
    // It holds for the address too, by which the person may come next time.
    assertThat(task(Map.of("email", "X@acme.example", "key", "email:x@acme.example")).notes())
        .contains("found Contact " + carla + " by choice of a person");
  }

  @Test
  void theNewestIsTakenWhereTheRouteSaysSo() throws Exception {
    String older = org.given("Lead", Map.of("LastName", "A", "Phone", "0151 12345678"));
    String newer = org.given("Lead", Map.of("LastName", "B", "Phone", "+4915112345678"));
    org.edited(
        "Lead",
        older,
        Map.of("Description", "x", "LastModifiedDate", "2020-01-01T00:00:00.000+0000"));
    org.edited("Lead", newer, Map.of("Description", "y"));
    leads("&ifSeveral=newest");

    assertThat(lead(Map.of("phone", "+4915112345678")).outcome())
        .isEqualTo(new Outcome.Delivered(newer, "updated"));
  }

  @Test
  void aPersonWantsANewRecordAlthoughOthersAreSimilar() throws Exception {
    org.given("Lead", Map.of("LastName", "A", "Phone", "0151 12345678"));
    org.given("Lead", Map.of("LastName", "B", "Phone", "+4915112345678"));
    leads("");
    DeliveryItem parked = lead(ANNA);
    assertThat(parked.outcome()).isInstanceOf(Outcome.Rejected.class);

    ledger.choose("salesforce", Caller.of(parked.call()), "", "", "operator");

    assertThat(lead(ANNA).outcome())
        .isInstanceOfSatisfying(
            Outcome.Delivered.class, done -> assertThat(done.reason()).isEqualTo("created"));
    assertThat(org.count("Lead")).isEqualTo(3);
  }

  /** The record was made with the number only, and no search knows it yet. */
  @Test
  void theLedgerKnowsWhomWeMadeBeforeTheIndexDoes() throws Exception {
    org.searchLag(Duration.ofHours(1));
    leads("");
    Map<String, String> both = Map.of("phone", "+4915112345678", "email", "anna@acme.example");
    DeliveryItem made = lead(both);
    assertThat(made.personRecords())
        .extracting(PersonRecord::how)
        .containsOnly(PersonRecord.How.CREATED)
        .hasSize(2);
    keep(made);

    DeliveryItem byMail =
        lead(Map.of("email", "Anna@acme.example", "key", "email:anna@acme.example"));

    assertThat(byMail.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(byMail.notes().get(0)).endsWith("by record made earlier");
    assertThat(org.count("Lead")).isEqualTo(1);
  }

  /** What the outbox does in the transaction of the outcome. */
  private void keep(DeliveryItem item) {
    store.write(
        transaction -> {
          PersonRecords.remember(transaction, item.personRecords(), clock.millis());
          return null;
        });
  }

  @Test
  void whatStoodForAPersonAndIsGoneIsForgotten() throws Exception {
    String gone = org.given("Lead", Map.of("LastName", "Rot", "Phone", "+4915112345678"));
    ledger.choose("salesforce", Caller.ofKey("+4915112345678", "DE"), "Lead", gone, "operator");
    org.delete("Lead", gone);
    leads("");

    assertThat(lead(ANNA).outcome())
        .isInstanceOfSatisfying(
            Outcome.Delivered.class, done -> assertThat(done.reason()).isEqualTo("created"));
  }

  @Test
  void whoIsDeletedBetweenQuestionAndWriteIsAskedForOnceMore() throws Exception {
    String id = org.given("Lead", Map.of("LastName", "Rot", "Phone", "0151 12345678"));
    Processor colleague = exchange -> org.delete("Lead", id);
    stage =
        IdentityStage.of(
            org,
            ledger,
            Map.of("colleague", colleague),
            "kamelet:salesforce-identify?object=Lead",
            "bean:colleague",
            LEADS);

    DeliveryItem item = stage.lead(ANNA);
    stage.kamelets.deliver(new DeliveryBatch("crm", List.of(item)));

    assertThat(item.outcome())
        .isInstanceOfSatisfying(
            Outcome.Retry.class, again -> assertThat(again.reason()).contains("asked once more"));
    assertThat(item.progress()).isEqualTo("asked-again");
    leads("");
    assertThat(lead(ANNA).outcome()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void whoIsUnknownIsHeldOrOnlyLoggedOrBecomesAContact() throws Exception {
    leads("&onUnknown=hold");
    assertThat(lead(ANNA).outcome())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, no -> assertThat(no.reason()).contains("[PERSON_UNKNOWN]"));
    leads("&onUnknown=log-only");
    assertThat(lead(ANNA).outcome())
        .isInstanceOfSatisfying(
            Outcome.Delivered.class, done -> assertThat(done.reason()).contains("log-only"));
    assertThat(org.writes()).isEmpty();

    leads("&onUnknown=contact");
    DeliveryItem item = lead(ANNA);
    assertThat(org.count("Lead")).isZero();
    assertThat(org.rows("Contact"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.text("LastName")).isEqualTo("Rot");
              assertThat(row.text("FirstName")).isEqualTo("Anna");
              assertThat(row.text("Phone")).isEqualTo("+4915112345678");
              assertThat(item.outcome())
                  .isEqualTo(new Outcome.Delivered(row.id(), "created as Contact"));
            });
  }

  @Test
  void aFollowUpMakesTheLeadItNeedsFirst() throws Exception {
    tasks("?onUnknown=lead");

    DeliveryItem item =
        task(Map.of("phone", "+4915112345678", "name", "Frau Anna Rot", "company", "Acme"));

    Row lead = org.rows("Lead").get(0);
    assertThat(lead.text("LastName")).isEqualTo("Rot");
    assertThat(lead.text("Company")).isEqualTo("Acme");
    assertThat(org.rows("Task").get(0).text("WhoId")).isEqualTo(lead.id());
    assertThat(item.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(item.personRecords())
        .allSatisfy(one -> assertThat(one.recordId()).isEqualTo(lead.id()));
    assertThat(Notes.ties(item)).isEqualTo(new DeliveryRelations("", "Lead"));

    task(Map.of("phone", "+4915112345678"));
    assertThat(org.count("Lead")).isEqualTo(1);
  }

  @Test
  void aCallWithoutAPersonIsLoggedAndLacksOne() throws Exception {
    tasks("");
    DeliveryItem item = task(ANNA);

    assertThat(Notes.ties(item)).isEqualTo(new DeliveryRelations("Lead", ""));
    assertThat(item.notes())
        .containsExactly("WhoId is empty: nobody there has this number or address");
    assertThat(org.count("Task")).isEqualTo(1);
  }
}
