package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.destination.CallVersion;
import io.aftercall.destination.FieldWriteState;
import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.mapping.write.FieldWritePolicy.Policy;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each policy says when a value of ours meets one of Salesforce. */
class WriteDecisionTest {
  private static final FieldConflict.Where RATING = new FieldConflict.Where("+491", "Rating");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** Policy, ours, theirs, what we wrote last, may have been sent before, why it is left. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "IF_EMPTY, Hot, -,    -,    false, ''",
        "IF_EMPTY, Hot, ' ',  -,    false, ''",
        "IF_EMPTY, Hot, Cold, Cold, false, something stands there already",
        "IF_UNCHANGED, Hot, -,    -,    false, ''",
        "IF_UNCHANGED, Hot, -,    Cold, false, ''",
        "IF_UNCHANGED, Hot, Cold, Cold, false, ''",
        "IF_UNCHANGED, Hot, Cold, Warm, false, someone changed it in the CRM",
        "IF_UNCHANGED, Hot, Cold, -,    false, someone else wrote it",
        "IF_UNCHANGED, Hot, Hot,  -,    false, someone else wrote it",
        "IF_UNCHANGED, Hot, Hot,  Warm, false, someone changed it in the CRM",
        "IF_UNCHANGED, Hot, Hot,  -,    true,  ''",
        "IF_UNCHANGED, Hot, Hot,  Warm, true,  ''",
        "IF_UNCHANGED, Hot, Cold, Warm, true,  someone changed it in the CRM",
      })
  void looksAtWhatIsThere(
      Policy policy, String ours, String theirs, String last, boolean repeated, String left) {
    FieldWriteState fieldWriteState =
        last == null ? null : FieldWriteState.of(RATING.print(last), call("a", 1, NOON));
    FieldConflict fieldConflict =
        new FieldConflict(
            RATING,
            TextNode.valueOf(ours),
            node(theirs),
            fieldWriteState,
            call("b", 1, NOON),
            repeated);

    WriteDecision writeDecision =
        WriteDecision.on(new FieldWritePolicy(policy, 255), fieldConflict);

    assertThat(writeDecision.left()).isEqualTo(left);
    assertThat(writeDecision.value()).isEqualTo(left.isEmpty() ? TextNode.valueOf(ours) : null);
    boolean remembered = left.isEmpty() && policy == Policy.IF_UNCHANGED;
    assertThat(writeDecision.mark())
        .isEqualTo(remembered ? FieldWriteState.of(RATING.print(ours), call("b", 1, NOON)) : null);
  }

  /** Who wrote last, how long after it this call ended, its revision, why it is left. */
  @ParameterizedTest
  @CsvSource({
    "another,  1, 1, ''",
    "another,  0, 1, a later call wrote it",
    "another, -1, 9, a later call wrote it",
    "same,     0, 2, ''",
    "same,     0, 3, ''",
    "same,    -1, 3, ''",
    "same,     0, 1, a later revision of the call wrote it",
    "same,     1, 1, a later revision of the call wrote it",
  })
  void laterCallsStand(String by, int seconds, int revision, String left) {
    FieldWriteState last = FieldWriteState.of("print", call(by, 2, NOON));
    CallVersion now = call("same", revision, NOON.plusSeconds(seconds));

    WriteDecision writeDecision =
        WriteDecision.on(
            new FieldWritePolicy(Policy.IF_LATEST, 255),
            new FieldConflict(RATING, TextNode.valueOf("Hot"), null, last, now, true));

    assertThat(writeDecision.left()).isEqualTo(left);
    assertThat(writeDecision.value() == null).isEqualTo(!left.isEmpty());
  }

  @Test
  void theFirstCallIsTheNewest() {
    FieldConflict fieldConflict =
        new FieldConflict(RATING, TextNode.valueOf("Hot"), null, null, call("a", 1, NOON), false);

    assertThat(WriteDecision.on(new FieldWritePolicy(Policy.IF_LATEST, 255), fieldConflict).mark())
        .isEqualTo(FieldWriteState.of(RATING.print("Hot"), call("a", 1, NOON)));
  }

  @Test
  void aMarkTellsNothingToWhoeverReadsIt() {
    assertThat(RATING.print("Hot"))
        .hasSize(64)
        .isNotEqualTo(new FieldConflict.Where("+492", "Rating").print("Hot"))
        .isNotEqualTo(new FieldConflict.Where("+491", "Status").print("Hot"));
  }

  private static CallVersion call(String id, int revision, Instant end) {
    return CallVersion.of("famulor", id, revision, end);
  }

  private static JsonNode node(String text) {
    return text == null ? NullNode.getInstance() : TextNode.valueOf(text);
  }
}
