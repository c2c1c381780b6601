package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.mapping.write.FieldWritePolicy.Policy;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.sandbox.salesforce.Fault;
import io.aftercall.sandbox.salesforce.SalesforceError;
import org.junit.jupiter.api.Test;

/** Through outbox, kamelet and client into an org that is as orgs are. */
class NastyOrgDeliveriesTest extends FieldWritePolicyStage {

  @Test
  void packedAnswersAreRead() {
    org.gzip(true);
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_UNCHANGED, 255));

    deliver("a", 1, 0, "Rating", "Hot");
    deliver("b", 1, 1, "Rating", "Cold");

    assertThat(lead().text("Rating")).isEqualTo("Cold");
  }

  @Test
  void aSessionThatEndedCostsNoAttempt() {
    deliver("a", 1, 0);
    org.expireSessions();

    deliver("b", 1, 1);

    assertThat(row("b", 1).attempts()).isEqualTo(1);
    assertThat(org.count("Lead")).isEqualTo(1);
  }

  @Test
  void aCountryThatTheOrgDoesNotKnowIsLeftOutAndToldOf() {
    org.countries("Germany");

    deliver("a", 1, 0, "Country", "Deutschland", "City", "Ulm");

    assertThat(lead().text("City")).isEqualTo("Ulm");
    assertThat(lead().text("Country")).isEmpty();
    assertThat(attempt("a", 1).reason())
        .isEqualTo(
            "created; Country left out: values do not go together [FIELD_INTEGRITY_EXCEPTION]");
  }

  @Test
  void aLimitOfTheOrgsOwnCodeRejectsNobody() {
    org.faults()
        .always(
            Fault.portionAbove(
                1,
                SalesforceError.record(
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                    "LeadTrigger: System.LimitException: Too many SOQL queries: 101")));
    add("a", 1, 0, "Aftercall_Person__c", "+491511");
    add("b", 1, 0, "Aftercall_Person__c", "+491512");
    add("c", 1, 0, "Aftercall_Person__c", "+491513");

    worker.step();

    assertThat(org.count("Lead")).isEqualTo(3);
    assertThat(row("c", 1).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void aPhoneThatPeopleTypedStays() {
    cautions.put("Phone", new FieldWritePolicy(Policy.IF_EMPTY, 40));
    deliver("a", 1, 0, "Phone", "+4915111113333");
    edit("Phone", "+49 (0)151 1111-3333 ext. 7");

    deliver("b", 1, 1, "Phone", "+4915111113333");

    assertThat(lead().text("Phone")).endsWith("ext. 7");
  }

  @Test
  void aDefaultIsForANewLeadAndGivesWayToARealValue() {
    FieldWritePolicy ifEmpty = new FieldWritePolicy(Policy.IF_EMPTY, 80);
    cautions.put("LastName", ifEmpty.forNew());
    deliver("a", 1, 0, "LastName", "Unknown");
    assertThat(lead().text("LastName")).isEqualTo("Unknown");

    cautions.put("LastName", ifEmpty);
    deliver("b", 1, 1, "LastName", "Muster");
    assertThat(lead().text("LastName")).isEqualTo("Muster");

    cautions.put("LastName", ifEmpty.forNew());
    deliver("c", 1, 2, "LastName", "Unknown");
    assertThat(lead().text("LastName")).isEqualTo("Muster");
    assertThat(attempt("c", 1).reason())
        .endsWith("LastName left as it was: it is only for a new record");
  }

  @Test
  void aNameThatPeopleTypedIsNoPlaceholder() {
    FieldWritePolicy ifEmpty = new FieldWritePolicy(Policy.IF_EMPTY, 80);
    cautions.put("LastName", ifEmpty.forNew());
    deliver("a", 1, 0, "LastName", "Unknown");
    edit("LastName", "Typed");

    cautions.put("LastName", ifEmpty);
    deliver("b", 1, 1, "LastName", "Muster");

    assertThat(lead().text("LastName")).isEqualTo("Typed");
  }
}
