package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.destination.CallVersion;
import io.aftercall.destination.FieldWriteState;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Texts of calls, one under the other, each once. */
class AppendMergeTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final FieldConflict.Where NOTES = new FieldConflict.Where("+491", "Description");

  private FieldWriteState last;
  private int max = 32_000;

  @Test
  void theFirstTextStandsAlone() {
    assertThat(add("a", 1, null, "first")).isEqualTo("first");
    assertThat(add("b", 1, "", "first")).isEqualTo("first");
  }

  @Test
  void theNextStandsUnderWhatIsThereWhoeverWroteIt() {
    assertThat(add("a", 1, "typed by sales\r\n", "said\nmore"))
        .isEqualTo("typed by sales\nsaid\nmore");
  }

  @Test
  void theSameCallAddsNothingTwice() {
    String there = add("a", 1, "typed", "said\nmore");
    assertThat(leave("a", 1, there.replace("\n", "\r\n"), "said\nmore"))
        .isEqualTo("this call's text stands there already");
  }

  @Test
  void notEvenWhenNobodyRemembersThatItDid() {
    assertThat(leave("a", 1, "typed\nsaid\nmore\nthen others", "said\nmore"))
        .isEqualTo("this call's text stands there already");
    assertThat(last.paragraphOf(call("a", 1).call())).isPresent();
  }

  @Test
  void aTextInsideALineIsAnotherText() {
    assertThat(add("a", 1, "he said more", "said")).isEqualTo("he said more\nsaid");
  }

  @Test
  void aCorrectedCallTakesThePlaceOfWhatItSaidBefore() {
    String there = add("a", 1, "typed", "wrong\nwords");
    there = add("b", 1, there, "between");
    assertThat(add("a", 2, there, "right")).isEqualTo("typed\nright\nbetween");
  }

  @Test
  void whatSomeoneChangedOrRemovedStaysSo() {
    String there = add("a", 1, null, "wrong");
    assertThat(leave("a", 2, there + ", says sales", "right"))
        .isEqualTo("someone changed or removed what this call had added");
    assertThat(leave("a", 2, "", "right"))
        .isEqualTo("someone changed or removed what this call had added");
  }

  @Test
  void anEarlierRevisionThatComesLateSaysNothing() {
    String there = add("a", 2, null, "right");
    assertThat(leave("a", 1, there, "wrong")).isEqualTo("a later revision of the call wrote it");
  }

  @Test
  void aTextThatDoesNotFitIsCutAndAFullFieldIsLeft() {
    max = 100;
    String there = add("a", 1, "x".repeat(40), "y".repeat(90));
    assertThat(there).isEqualTo("x".repeat(40) + "\n" + "y".repeat(58) + "…").hasSize(100);
    assertThat(leave("b", 1, there, "more")).isEqualTo("it is full");
    assertThat(add("a", 1, there, "y".repeat(90))).as("the same call again").isEqualTo(there);
  }

  @Test
  void aPairOfCharactersIsNotTornApart() {
    max = 60;
    assertThat(add("a", 1, null, "x".repeat(58) + "😀😀")).isEqualTo("x".repeat(58) + "…");
  }

  @Test
  void onlyTheLatestCallsAreRemembered() {
    String there = null;
    for (int call = 0; call < 60; call++) {
      there = add("call-" + call, 1, there, "text " + call);
    }
    assertThat(last.paragraphs()).hasSize(50);
    assertThat(last.paragraphOf(call("call-59", 1).call())).isPresent();
  }

  private String add(String id, int revision, String theirs, String ours) {
    WriteDecision writeDecision = ruling(id, revision, theirs, ours);
    assertThat(writeDecision.left()).isEmpty();
    return writeDecision.value().asText();
  }

  private String leave(String id, int revision, String theirs, String ours) {
    WriteDecision writeDecision = ruling(id, revision, theirs, ours);
    assertThat(writeDecision.value()).isNull();
    return writeDecision.left();
  }

  private WriteDecision ruling(String id, int revision, String theirs, String ours) {
    FieldConflict fieldConflict =
        new FieldConflict(
            NOTES,
            TextNode.valueOf(ours),
            theirs == null ? null : TextNode.valueOf(theirs),
            last,
            call(id, revision),
            false);
    WriteDecision writeDecision =
        WriteDecision.on(new FieldWritePolicy(FieldWritePolicy.Policy.APPEND, max), fieldConflict);
    last = writeDecision.mark() == null ? last : writeDecision.mark();
    return writeDecision;
  }

  private static CallVersion call(String id, int revision) {
    return CallVersion.of("famulor", id, revision, NOON);
  }
}
