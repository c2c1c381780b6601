package io.aftercall.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.call.SourceRules.Type;
import io.aftercall.call.SourceRules.Variable;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was seen of each variable is counted by its declared name. */
class VariableStatisticsTest {
  private final VariableStatistics census =
      new VariableStatistics(
          new SourceRules(
              "shop",
              ZoneId.of("Europe/Berlin"),
              "DE",
              List.of(
                  new Variable("interested", Type.BOOLEAN, List.of("interesse"), List.of()),
                  new Variable("grade", Type.STRING, List.of(), List.of("low", "high")),
                  new Variable("never", Type.STRING, List.of(), List.of()))));

  private void add(int id, String variables) {
    census.add(
        "{\"id\":%d,\"status\":\"completed\",\"extracted_variables\":%s}"
            .formatted(id, variables)
            .getBytes(UTF_8));
  }

  private VariableStatistic tally(String name) {
    return census.tallies().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void countsByTheDeclaredName() {
    add(1, "{\"Interesse\":\"ja\"}");
    add(2, "{\"interested\":\"unknown\",\"interesse\":\"vielleicht\"}");
    add(3, "{\"interested\":null}");

    VariableStatistic tally = tally("interested");
    assertThat(census.calls()).isEqualTo(3);
    assertThat(tally.seen()).isEqualTo(3);
    assertThat(tally.empty()).isEqualTo(1);
    assertThat(tally.misfits()).isEqualTo(1);
    assertThat(tally.misfitCalls()).containsExactly("2");
    assertThat(tally.sentAs()).isEqualTo(Map.of("Interesse", 1, "interesse", 1, "interested", 1));
    assertThat(tally("never").seen()).isZero();
  }

  @Test
  void aClosedListHasNewWords() {
    add(1, "{\"grade\":\"HIGH\"}");
    add(2, "{\"grade\":\"medium\"}");
    add(3, "{\"grade\":\"medium\"}");

    assertThat(tally("grade").newWords()).isEqualTo(Map.of("medium", 2));
    assertThat(tally("grade").newWordCalls()).containsExactly("2", "3");
    assertThat(tally("grade").misfits()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "ja"         | "nein"       | BOOLEAN
          true         | "no"         | BOOLEAN
          1            | 0            | NUMBER
          "1.200 €"    | 4            | NUMBER
          "01234"      | "99999"      | STRING
          "2026-01-31" | "2026-02-01" | DATE
          "2026-01-31T10:00:00Z" | "2026-02-01T10:00:00Z" | DATETIME
          "ja"         | "gerne bald" | STRING
          """)
  void theTypeOfAnUndeclaredOneIsTheNarrowest(String one, String other, Type type) {
    add(1, "{\"x\":" + one + "}");
    add(2, "{\"x\":" + other + "}");

    assertThat(tally("x").variable()).isNull();
    assertThat(tally("x").bestType()).isEqualTo(type);
  }

  @Test
  void formsThatChangeAreSeen() {
    add(1, "{\"x\":1,\"y\":1}");
    add(2, "{\"x\":\"one\",\"y\":2}");

    assertThat(tally("x").isOfSeveralForms()).isTrue();
    assertThat(tally("y").isOfSeveralForms()).isFalse();
  }

  @Test
  void whatIsNoCallDoesNotCount() {
    census.add("no json".getBytes(UTF_8));
    census.add(
        "{\"event\":\"message_status\",\"message_sid\":\"m\",\"extracted_variables\":{\"x\":1}}"
            .getBytes(UTF_8));
    add(1, "{}");

    assertThat(census.calls()).isZero();
  }

  @Test
  void namesWithoutEndAreBounded() {
    for (int i = 0; i < 2_000; i++) {
      add(i, "{\"name%d\":1}".formatted(i));
    }

    assertThat(census.tallies()).hasSize(300);
    assertThat(census.calls()).isEqualTo(2_000);
  }
}
