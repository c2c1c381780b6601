package io.aftercall.web.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.call.SourceRules;
import io.aftercall.call.SourceRules.Variable;
import io.aftercall.call.VariableStatistics;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.lint.Linter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What drift suggests for the shipped rules can be written down: check finds nothing new. */
class ShippedDriftTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAPPING = "config/mappings/crm-http.yaml";

  /** As assistants answer when they were asked for a yes, a number, a date or a word. */
  private static final List<String> ANSWERS =
      List.of(
          "vielleicht",
          "eher ja, aber erst im Herbst",
          "unentschlossen",
          "10-50",
          "rund ein Dutzend: genau weiß ich es nicht",
          "übermorgen nachmittag",
          "KW 23",
          "n/a yet",
          "\"quoted\" #1",
          "yes",
          "1",
          "2024-02-30");

  private final Workspace workspace = Workspace.read(Path.of("."));
  private final SourceRules rules =
      Sources.load(workspace, name -> "x".repeat(20), new ArrayList<>())
          .find("famulor")
          .orElseThrow()
          .rules();

  private List<VariableDriftFinding> findings() throws Exception {
    VariableStatistics census = new VariableStatistics(rules);
    int id = 1;
    for (String answer : ANSWERS) {
      Map<String, Object> said = new java.util.TreeMap<>();
      rules.variables().forEach(variable -> said.put(variable.name(), answer));
      said.put("do_not_call_again", answer);
      said.put("größe 2", answer);
      Map<String, Object> call =
          Map.of("id", id++, "status", "completed", "extracted_variables", said);
      census.add(JSON.writeValueAsString(call).getBytes(UTF_8));
    }
    return VariableDriftFinding.of(
        new VariableDriftFinding.ReportScope(
            "famulor", census.calls(), true, ComparedVariables.in(workspace.rules())),
        census.tallies());
  }

  private static long errors(Workspace edited) {
    return Linter.all(edited, name -> "x".repeat(20)).stream()
        .filter(problem -> !problem.isWarning())
        .count();
  }

  @Test
  void noLineChangesATypeOrMakesAProtectiveFlagAText() throws Exception {
    List<VariableDriftFinding> findings = findings();
    assertThat(findings).extracting(VariableDriftFinding::kind).contains("type", "undeclared");
    for (VariableDriftFinding finding : findings) {
      Variable declared =
          rules.variables().stream()
              .filter(variable -> variable.name().equals(finding.variable()))
              .findFirst()
              .orElse(null);
      if (declared != null && finding.where().equals("variables")) {
        assertThat(finding.line())
            .as(finding.toString())
            .contains(declared.type().name().toLowerCase(java.util.Locale.ROOT));
      }
      if (List.of("do_not_call", "recording_consent").contains(finding.variable())) {
        assertThat(finding.line()).as(finding.toString()).isEmpty();
      }
    }
  }

  /** All lines for mappings at once: one look by check costs as much as ten. */
  @Test
  void everyLineForAMappingPassesCheck() throws Exception {
    List<VariableDriftFinding> forMappings =
        findings().stream().filter(finding -> finding.where().equals("mapping")).toList();
    assertThat(forMappings).hasSizeGreaterThan(8);
    StringBuilder lines = new StringBuilder(workspace.files().get(MAPPING));
    int number = 0;
    for (VariableDriftFinding finding : forMappings) {
      String indent = lines.toString().contains("\n  id:") ? "  " : "";
      lines
          .append('\n')
          .append(indent)
          .append(finding.line().replaceFirst("FIELD", "drift_" + number++));
    }
    assertThat(errors(workspace.with(MAPPING, lines.toString())))
        .as(lines.toString())
        .isEqualTo(errors(workspace));
    lines.append("\n  drift_wrong: { from: .said.customer_interested, lookupp: { a: b } }");
    assertThat(errors(workspace.with(MAPPING, lines.toString()))).isGreaterThan(errors(workspace));
  }

  @Test
  void undeclaredNamesOfAnOptOutAreNoTexts() throws Exception {
    assertThat(findings())
        .filteredOn(finding -> finding.variable().equals("do_not_call_again"))
        .allMatch(finding -> !finding.line().contains("string"));
  }
}
