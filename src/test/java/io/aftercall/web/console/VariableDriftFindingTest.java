package io.aftercall.web.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.call.SourceRules;
import io.aftercall.call.SourceRules.Type;
import io.aftercall.call.SourceRules.Variable;
import io.aftercall.call.VariableStatistics;
import io.aftercall.config.Problem;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has drifted is told with calls to look at and a line that would help. */
class VariableDriftFindingTest {
  private static final List<Variable> DECLARED =
      List.of(
          new Variable("interested", Type.BOOLEAN, List.of("interesse"), List.of()),
          new Variable("grade", Type.STRING, List.of(), List.of("low", "high")),
          new Variable("budget", Type.NUMBER, List.of(), List.of()),
          new Variable("never", Type.STRING, List.of("nie"), List.of()));

  private final VariableStatistics census =
      new VariableStatistics(new SourceRules("shop", ZoneId.of("UTC"), "DE", DECLARED));

  private void add(int id, String variables) {
    census.add(
        "{\"id\":%d,\"status\":\"completed\",\"extracted_variables\":%s}"
            .formatted(id, variables)
            .getBytes(UTF_8));
  }

  private List<VariableDriftFinding> found(boolean people) {
    return found(people, Map.of());
  }

  private List<VariableDriftFinding> found(boolean people, Map<String, String> files) {
    return VariableDriftFinding.of(
        new VariableDriftFinding.ReportScope(
            "shop", census.calls(), people, ComparedVariables.in(files)),
        census.tallies());
  }

  private VariableDriftFinding of(String kind) {
    return found(true).stream().filter(d -> d.kind().equals(kind)).findFirst().orElseThrow();
  }

  @Test
  void nothingIsToldOfWhatIsAsDeclared() {
    add(1, "{\"interested\":true,\"grade\":\"low\",\"budget\":1}");

    assertThat(found(true)).isEmpty();
  }

  @Test
  void aNameNobodyDeclared() {
    add(1, "{\"rooms\":4}");
    add(2, "{\"rooms\":\"3\"}");
    add(3, "{\"silent\":null}");

    assertThat(found(true))
        .containsExactly(
            new VariableDriftFinding(
                "shop",
                "undeclared",
                "rooms",
                "comes in 2 calls, and nobody declares it; now as a number, now as a text",
                List.of(new DriftValue("3", 1), new DriftValue("4", 1)),
                List.of("1", "2"),
                "rooms: number",
                "variables"));
  }

  @Test
  void aNameThatIsNearlyAnotherBecomesAnAlias() {
    add(1, "{\"intrested\":true}");

    assertThat(of("undeclared").says()).endsWith("is it interested?");
    assertThat(of("undeclared").line())
        .isEqualTo("interested: { type: boolean, aliases: [interesse, intrested] }");
  }

  @Test
  void valuesOfAnotherTypeAreShownAndTheTypeStays() {
    add(1, "{\"budget\":\"10000-50000\"}");
    add(2, "{\"budget\":5}");

    assertThat(of("type").says()).startsWith("1 of 2 values are not a number; keep the type");
    assertThat(of("type").values()).containsExactly(new DriftValue("10000-50000", 1));
    assertThat(of("type").calls()).containsExactly("1");
    assertThat(of("type").line()).isEqualTo("FIELD: { from: .said.budget }");
    assertThat(of("type").where()).isEqualTo("mapping");
  }

  @Test
  void wordsForYesAndNoAreLookedUpTheMostFrequentOnesFirst() {
    for (int i = 0; i < 6; i++) {
      add(i, "{\"interested\":\"%s\"}".formatted(i < 4 ? "vielleicht" : "eher schon"));
    }
    add(9, "{\"interested\":true}");

    assertThat(of("type").says()).startsWith("6 of 7 values are not yes or no");
    assertThat(of("type").values())
        .containsExactly(new DriftValue("vielleicht", 4), new DriftValue("eher schon", 2));
    assertThat(of("type").line())
        .isEqualTo(
            "FIELD: { from: .said.interested, lookup: { vielleicht: VALUE, eher schon: VALUE } }");
    assertThat(found(false).toString()).contains("…(10)").doesNotContain("vielleicht", "eher");
  }

  @Test
  void newWordsAreForThoseWhoMaySeePeople() {
    add(1, "{\"grade\":\"medium, I think\"}");

    assertThat(of("new-value").says()).isEqualTo("has a value that the closed list does not have");
    assertThat(of("new-value").values()).containsExactly(new DriftValue("medium, I think", 1));
    assertThat(of("new-value").line())
        .isEqualTo("grade: { type: string, values: [low, high, \"medium, I think\"] }");
    assertThat(found(false).toString()).contains("a value that").doesNotContain("medium");
  }

  /** A wider list would let the slip through to the destinations. */
  @Test
  void aSlipOfTheFingerIsLookedUp() {
    add(1, "{\"grade\":\"hihg\"}");

    assertThat(of("new-value").line())
        .isEqualTo("FIELD: { from: .said.grade, lookup: { hihg: high } }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        ".extracted_variables.rooms == \"4\" ~ false",
        ".extracted_variables[\"rooms\"] == \"4\" ~ false",
        "\"4\" == .extracted_variables.rooms ~ false",
        ".status == \"completed\" and .extracted_variables.rooms > 3 ~ true",
        "(.extracted_variables.rooms // \"\") | test(\"^4\") ~ false",
        ".extracted_variables.rooms == true ~ false",
        ".extracted_variables.bathrooms == \"4\" ~ true",
        ".extracted_variables.rooms | . >= 3 and . <= 5 ~ true"
      })
  void aTypeThatARuleWouldNeverMeetIsNotSuggested(String rule, boolean suggested) {
    add(1, "{\"rooms\":4}");
    VariableDriftFinding finding =
        found(true, Map.of("routes/decide/x.camel.yaml", "  - jq: '" + rule + "'")).get(0);

    assertThat(finding.line()).isEqualTo(suggested ? "rooms: number" : "");
    assertThat(finding.says().contains("reads it as something else")).isEqualTo(!suggested);
  }

  /** The rule would find it no more. */
  @Test
  void aNameThatARuleReadsIsNoAlias() {
    add(1, "{\"intrested\":true}");
    VariableDriftFinding finding =
        found(true, Map.of("r", ".extracted_variables.intrested == true")).get(0);

    assertThat(finding.line()).isEqualTo("intrested: boolean");
  }

  @Test
  void whatNeverComesIsToldWhenThereWereEnoughCalls() {
    for (int i = 0; i < 20; i++) {
      add(
          i,
          "{\"interested\":%s,\"grade\":\"low\",\"budget\":1}".formatted(i == 0 ? "true" : "null"));
    }

    assertThat(of("not-seen").variable()).isEqualTo("never");
    assertThat(of("not-seen").line()).isEqualTo("# never: { type: string, aliases: [nie] }");
    assertThat(of("empty").says())
        .isEqualTo("is empty in 19 of 20 calls; does the assistant still ask?");
  }

  @Test
  void whatNeverComesIsToldLast() {
    for (int i = 0; i < 20; i++) {
      add(i, "{\"rooms\":1}");
    }

    assertThat(found(true))
        .extracting(VariableDriftFinding::kind)
        .startsWith("undeclared", "not-seen");
  }

  /** The suggested lines are lines of a source file. */
  @Test
  void aLineReadsBackAsTheVariable() {
    List<Variable> odd =
        List.of(
            new Variable("plain", Type.DATE, List.of(), List.of()),
            new Variable(
                "größe 2", Type.STRING, List.of("yes", "a: b", "#c"), List.of("1", "x\"y")));
    StringBuilder text = new StringBuilder("authentication: [{ token: \"${T}\", in: [path] }]\n");
    text.append("time_zone: UTC\ncountry: DE\nvariables:\n");
    odd.forEach(variable -> text.append("  ").append(VariableYaml.of(variable)).append('\n'));
    List<Problem> problems = new ArrayList<>();

    Source source =
        Sources.load(
                Workspace.of(Map.of("config/sources/shop.yaml", text.toString())),
                name -> "x",
                problems)
            .find("shop")
            .orElseThrow();

    assertThat(problems).isEmpty();
    assertThat(source.rules().variables()).isEqualTo(odd);
  }
}
