package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.mapping.write.FieldWritePolicy.Policy;
import io.aftercall.outbox.DeliveryState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people and other calls wrote into the org meets what a call wants to write. */
class FieldWritePolicyTest extends FieldWritePolicyStage {
  @Test
  void whatAPersonChangedBetweenTwoCallsStays() {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_UNCHANGED, 255));
    deliver("a", 1, 0, "Rating", "Cold");
    deliver("b", 1, 1, "Rating", "Warm");
    assertThat(lead().text("Rating")).as("still ours").isEqualTo("Warm");

    edit("Rating", "Hot");
    deliver("c", 1, 2, "Rating", "Cold", "City", "Berlin");
    assertThat(lead().text("Rating")).isEqualTo("Hot");
    assertThat(lead().text("City")).isEqualTo("Berlin");
    assertThat(attempt("c", 1).reason())
        .isEqualTo("updated; Rating left as it was: someone changed it in the CRM");
    assertThat(attempt("c", 1).sent()).doesNotContain("Rating");

    edit("Rating", null);
    deliver("d", 1, 3, "Rating", "Cold");
    assertThat(lead().text("Rating")).as("nobody has an opinion").isEqualTo("Cold");
  }

  @Test
  void aLeadThatWasThereBeforeUsIsSomeoneElses() {
    org.given(
        "Lead",
        Map.of("Aftercall_Person__c", PERSON, "LastName", "M", "Company", "C", "Rating", "Hot"));
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_UNCHANGED, 255));

    deliver("a", 1, 0, "Rating", "Cold");

    assertThat(lead().text("Rating")).isEqualTo("Hot");
    assertThat(attempt("a", 1).reason()).endsWith("Rating left as it was: someone else wrote it");
  }

  @Test
  void aCallThatIsSentTwiceAddsOneParagraph() {
    cautions.put("Description", new FieldWritePolicy(Policy.APPEND, 32_000));
    deliver("a", 1, 0, "Description", "said\nmore");
    edit("Description", "typed by sales\r\nsaid\r\nmore");
    dies = true;
    add("b", 1, 1, "Description", "the next\ncall");
    assertThatThrownBy(worker::step).hasMessage("killed here");
    assertThat(lead().text("Description")).endsWith("call");
    comeBack();

    assertThat(lead().text("Description")).isEqualTo("typed by sales\nsaid\nmore\nthe next\ncall");
    assertThat(attempt("b", 1).reason()).endsWith("this call's text stands there already");

    deliver("b", 2, 1, "Description", "corrected");
    assertThat(lead().text("Description")).isEqualTo("typed by sales\nsaid\nmore\ncorrected");
  }

  @Test
  void whatTheSameAttemptSentBeforeItDiedIsOurs() {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_UNCHANGED, 255));
    deliver("a", 1, 0, "Rating", "Cold");
    dies = true;
    add("b", 1, 1, "Rating", "Hot");
    assertThatThrownBy(worker::step).hasMessage("killed here");
    comeBack();
    deliver("c", 1, 2, "Rating", "Warm");

    assertThat(lead().text("Rating")).isEqualTo("Warm");
  }

  @Test
  void anOlderCallThatComesLateChangesNothing() {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_LATEST, 255));
    deliver("b", 1, 60, "Rating", "Hot");
    deliver("a", 1, 0, "Rating", "Cold");
    assertThat(lead().text("Rating")).isEqualTo("Hot");
    assertThat(attempt("a", 1).reason()).endsWith("Rating left as it was: a later call wrote it");

    edit("Rating", "Warm");
    deliver("b", 2, 60, "Rating", "Cold");
    assertThat(lead().text("Rating")).as("the call was corrected").isEqualTo("Cold");
    assertThat(org.calls().byKind()).as("nobody was asked").doesNotContainKey("GET /query");
  }

  @Test
  void aConvertedLeadIsDoneAndNothingIsRemembered() {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_UNCHANGED, 255));
    String id =
        org.given("Lead", Map.of("Aftercall_Person__c", PERSON, "LastName", "M", "Company", "C"));
    org.convertLead(id, "003000000000001AAA");

    deliver("a", 1, 0, "Rating", "Cold");

    assertThat(row("a", 1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(remembered()).isEmpty();
  }

  @Test
  void oneQuestionForAWholeBatch() {
    cautions.put("Rating", new FieldWritePolicy(Policy.IF_UNCHANGED, 255));
    cautions.put("Description", new FieldWritePolicy(Policy.APPEND, 32_000));
    for (int i = 0; i < 200; i++) {
      add("call-" + i, 1, i, "Aftercall_Person__c", "+49151" + i, "Rating", "Hot");
    }
    worker.step();

    assertThat(org.rows("Lead")).hasSize(200);
    assertThat(org.calls().byKind()).containsEntry("GET /query", 1);
    assertThat(remembered())
        .hasSize(200)
        .allSatisfy(json -> assertThat(json).contains("\"Rating\"").doesNotContain("Hot", "+49"));
  }
}
