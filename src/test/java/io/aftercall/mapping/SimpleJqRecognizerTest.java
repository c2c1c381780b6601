package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleJqRecognizerTest {
  private static final List<String> PIECES =
      List.of(
          ".", ".a", ".a.b", "\"x\"", "1", "1.5", "true", "null", "not", "and", "or", "==", "<",
          "|", "(", ")", "=", "a", "-", ",");

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".kind != \"call\"",
        ".duration >= 30 and .outcome == \"connected\"",
        "(.lead_quality | . == \"high\" or . == \"hot\")",
        "  .a.b == null\n  or (.c == true)  ",
        ".last_attempt | not"
      })
  void knowsWhatRoutesMostlySay(String text) {
    assertThat(SimpleJqRecognizer.accepts(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".a ==",
        ".a = 1",
        ".a == 1 == 2",
        "(.a",
        ".a)",
        ".a and",
        "length",
        ".a[0]",
        "'x'",
        ".a == \"x",
        ".a && .b",
        ".a | tostring",
        "\"\\(.a)\""
      })
  void leavesTheRestToTheEngine(String text) {
    assertThat(SimpleJqRecognizer.accepts(text)).isFalse();
  }

  /** All sentences of up to four pieces: whatever is accepted, the engine takes too. */
  @Test
  void acceptsNothingThatIsNoJq() {
    List<String> accepted = new ArrayList<>();
    for (String a : PIECES) {
      for (String b : PIECES) {
        for (String c : PIECES) {
          String three = a + " " + b + " " + c;
          if (SimpleJqRecognizer.accepts(three)) {
            accepted.add(three);
          }
          for (String d : PIECES) {
            if (SimpleJqRecognizer.accepts(three + " " + d)) {
              accepted.add(three + " " + d);
            }
          }
        }
      }
    }

    assertThat(accepted).hasSizeGreaterThan(100);
    for (String text : accepted) {
      assertThatCode(() -> Jq.compile(text, null).run(YamlJson.emptyCall()))
          .as(text)
          .satisfiesAnyOf(
              failure -> assertThat(failure).isNull(),
              failure -> assertThat(failure.getMessage()).contains("Cannot index"));
    }
  }
}
