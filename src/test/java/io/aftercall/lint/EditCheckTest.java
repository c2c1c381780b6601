package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.reload.ActiveConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an edit is refused for beyond mistakes, and that it is put in force when told so. */
class EditCheckTest {
  private static final Workspace SHIPPED = Edits.SHIPPED;
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";
  private static final String LEAD = "config/mappings/salesforce-lead.yaml";

  @Test
  void theShippedFilesPass() {
    assertThat(edit(SHIPPED, "refuse")).isEmpty();
  }

  @Test
  void aTestOfARouteThatNoLongerPassesRefusesTheEdit() {
    Workspace edited = edited(DECIDE, ".last_attempt == true", ".last_attempt == false");

    assertThat(edit(edited, "refuse"))
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo("failed-test");
              assertThat(problem.place().file()).isEqualTo("routes/decide/post-call.test.yaml");
              assertThat(problem.message())
                  .contains(
                      "after the last attempt a person calls back", "follow-up expected named");
              assertThat(problem.hint()).contains("aftercall.reload.tests: warn");
            });
    assertThat(edit(edited, "warn")).isEmpty();
  }

  @Test
  void aTestOfAMappingThatNoLongerPassesRefusesTheEdit() {
    assertThat(edit(edited(LEAD, "true: Hot", "true: Warm"), "refuse"))
        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("failed-test"));
  }

  @Test
  void aBranchAboveTheOptOutRefusesTheEditButNotTheStart() {
    Workspace edited =
        edited(
            DECIDE,
            "            when:\n",
            """
                        when:
                          - jq: .campaign.id != null
                            steps:
                              - to: outbox:sales-email
            """);
    EditCheck check = new EditCheck(name -> "set", "refuse");

    assertThat(edit(edited, "refuse"))
        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("above-suppression"));
    assertThat(check.inspect(edited)).isEmpty();
  }

  @Test
  void theSettingHasTwoWords() {
    assertThatThrownBy(() -> new EditCheck(name -> null, "sometimes"))
        .hasMessageContaining("refuse or warn");
  }

  private static Workspace edited(String file, String before, String after) {
    String text = SHIPPED.text(file).orElseThrow();
    assertThat(text).contains(before);
    return SHIPPED.with(file, text.replace(before, after));
  }

  private static List<Problem> edit(Workspace edited, String tests) {
    List<Problem> problems = new ArrayList<>();
    return new EditCheck(name -> "set", tests)
        .inspectEdit(edited, ActiveConfig.read(edited, name -> "set", problems));
  }
}
