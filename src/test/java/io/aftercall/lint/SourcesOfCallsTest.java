package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file reads is held against the source whose calls it sees. */
class SourcesOfCallsTest {
  private static final Workspace SHIPPED = Edits.SHIPPED;

  @Test
  void aMappingReadsWhatTheSourceOfItsCallsDeclares() {
    String other = "config/sources/survey.yaml";
    String source = SHIPPED.text("config/sources/famulor.yaml").orElseThrow();
    Workspace edited =
        SHIPPED
            .with(other, source.replace("  industry:", "  mood: string\n  industry:"))
            .with(
                "routes/decide/survey.camel.yaml",
                """
                - route:
                    id: decide-survey
                    from:
                      uri: inbox:survey
                      steps:
                        - to: outbox:crm-http
                """)
            .with("config/mappings/crm-http.yaml", reading("crm-http", "mood"))
            .with("config/mappings/team-chat.yaml", reading("team-chat", "mood"));

    List<Problem> problems = Linter.all(edited, name -> "set");

    // crm-http gets the calls of both.
    assertThat(problems)
        .filteredOn(problem -> problem.code().equals("undeclared-variable"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place().file()).isEqualTo("config/mappings/team-chat.yaml");
              assertThat(Edits.rest(edited, problem)).startsWith(".extracted_variables.mood");
              assertThat(problem.hint())
                  .isEqualTo("only 'survey' does; declare it in config/sources/famulor.yaml too");
            });
  }

  private static String reading(String mapping, String variable) {
    String text = SHIPPED.text("config/mappings/" + mapping + ".yaml").orElseThrow();
    return text + "  said: .extracted_variables." + variable + "\n";
  }

  /** What a mapping looks up, and where and how it is told; blank: it is fine. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .outcome                                   | Connected | ''
          .outcome                                   | conected  | did you mean 'connected'?
          .direction                                 | in        | known are inbound, outbound, web
          .extracted_variables.customer_interested   | TRUE      | ''
          .extracted_variables.customer_interested   | hot       | write true or false
          .extracted_variables.lead_quality          | whatever  | ''
          .lead.variables.region                     | north     | ''
          """)
  void theKeysOfALookupAreWordsThatCome(String from, String key, String hint) {
    String path = "config/mappings/team-chat.yaml";
    String field = "  said: { from: " + from + ", lookup: { " + key + ": x } }\n";
    Workspace edited = SHIPPED.with(path, SHIPPED.text(path).orElseThrow() + field);

    List<Problem> problems = Linter.all(edited, name -> "set");

    if (hint.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("never-comes");
                assertThat(Edits.rest(edited, problem)).startsWith(key);
                assertThat(problem.hint()).isEqualTo(hint);
              });
    }
  }

  @Test
  void aVariableWithAClosedListIsComparedWithItsWords() {
    String source = "config/sources/famulor.yaml";
    String text = SHIPPED.text(source).orElseThrow();
    Workspace edited =
        SHIPPED.with(
            source,
            text.replace("lead_quality: { type: string", "lead_quality: { values: [high, low]"));

    assertThat(Linter.all(edited, name -> "set"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("never-holds");
              assertThat(Edits.rest(edited, problem)).startsWith("\"hot\"");
              assertThat(problem.hint()).isEqualTo("known are high, low");
            });
  }
}
