package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that would surprise: told before a call comes, with what to write instead. */
class ConditionChecksTest {
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";

  /** Condition, code, a piece of the message, a piece of the remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          .outcome == "busy" or "failed"                              ~ always-holds        ~ whatever a call says         ~ .outcome | IN("…", "…")
          (.outcome == "busy") or "failed"                            ~ always-holds        ~ whatever a call says         ~ .outcome | IN("…", "…")
          true                                                        ~ always-holds        ~ whatever a call says         ~ take the condition away
          "true"                                                      ~ never-holds         ~ never true or false          ~ compare it
          select(.extracted_variables.customer_interested)            ~ never-holds         ~ never true or false          ~ compare it
          [.outcome]                                                  ~ never-holds         ~ never true or false          ~ brackets
          {a: .outcome}                                               ~ never-holds         ~ never true or false          ~ brackets
          .extracted_variables.contact_reason                         ~ never-holds         ~ never true or false          ~ != null
          .duration | tostring                                        ~ never-holds         ~ never true or false          ~ != null
          .outcome | test("Busy")                                     ~ never-holds         ~ whatever a call says         ~ value that can come
          (.weekday // "") | test("^Mon")                             ~ never-holds         ~ whatever a call says         ~ value that can come
          .extracted_variables.next_contact_date > now                ~ unlike-types        ~ never a number               ~ .local_date
          .local_time > "9:00"                                        ~ unlike-types        ~ letter by letter             ~ write "09:00"
          .local_time == "noon"                                       ~ never-holds         ~ letter by letter             ~ write "09:30"
          .created_at > "15.02.2024"                                  ~ unlike-types        ~ letter by letter             ~ write "2024-02-15"
          .minutes > "2"                                              ~ unlike-types        ~ never a text                 ~ write 2
          .status = "done"                                            ~ jq-assignment       ~ instead of comparing         ~ ==
          .outcome == "busy" or "failed" or "no_answer"               ~ always-holds        ~ whatever a call says         ~ IN(
          .outcome != "busy" or .outcome != "failed"                  ~ always-holds        ~ whatever a call says         ~ take the condition away
          .outcome == "busy" and .outcome == "failed"                 ~ never-holds         ~ whatever a call says         ~ value that can come
          .id == 480336                                               ~ never-holds         ~ a text                       ~ write "480336"
          .person_key == 7                                            ~ never-holds         ~ a text                       ~ write "7"
          .outcome == ["busy", "failed"]                              ~ never-holds         ~ whatever a call says         ~ .outcome | IN("…", "…")
          .outcome | . == ["busy", "failed"]                          ~ never-holds         ~ whatever a call says         ~ IN("…", "…")
          .extracted_variables.lead_quality == ["high", "hot"]        ~ never-holds         ~ whatever a call says         ~ IN("…", "…")
          .campaign.name | contains("Q1")                             ~ fails-on-nothing    ~ .campaign.name is missing, contains cannot look into nothing ~ (.campaign.name // "") | contains
          .extracted_variables.contact_reason | ascii_downcase == "offer" ~ fails-on-nothing ~ ascii_downcase              ~ .extracted_variables.contact_reason // ""
          .customer_email | test("@example")                          ~ fails-on-nothing    ~ .customer_email is missing   ~ .customer_email // ""
          .customer_phone | startswith("+49")                         ~ fails-on-nothing    ~ startswith                   ~ .customer_phone // ""
          .lead.variables.score | tonumber > 5                        ~ fails-on-nothing    ~ tonumber                     ~ // 0
          (.outcome == "connected") and (.customer_name | endswith("GmbH")) ~ fails-on-nothing ~ endswith                  ~ // ""
          .extracted_variables.next_contact_date == "15.02.2024"      ~ never-holds         ~ 2024-02-15                   ~ write "2024-02-15"
          .extracted_variables.next_contact_date < "1.3.2024"         ~ unlike-types        ~ letter by letter             ~ write "2024-03-01"
          .extracted_variables.appointment_scheduled // "open"        ~ alternative-on-flag ~ false too                    ~ == true
          .extracted_variables.customer_interested // true            ~ alternative-on-flag ~ false too                    ~ == true
          .consent // true                                            ~ alternative-on-flag ~ false too                    ~ == true
          """)
  void aConditionThatSurprisesIsTold(String condition, String code, String message, String hint) {
    assertThat(findings(condition))
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.place().file()).isEqualTo(DECIDE);
              assertThat(problem.message()).contains(message);
              assertThat(problem.hint()).contains(hint);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".outcome | IN(\"busy\",\"failed\")",
        ".outcome == \"busy\" or .outcome == \"failed\"",
        "(.campaign.name // \"\") | contains(\"Q1\")",
        ".campaign.name != null and (.campaign.name | contains(\"Q1\"))",
        ".extracted_variables.next_contact_date == \"2024-02-15\"",
        ".extracted_variables.next_contact_date > \"2024-02\"",
        ".extracted_variables.appointment_scheduled // false",
        ".duration > 30",
        ".duration >= 0",
        ".customer_phone == null",
        ".id == \"480336\"",
        ".lead.variables.region == \"north\"",
        ".lead.variables.score > 5",
        "(.customer_email // \"\") | test(\"@example[.]com$\")",
        "[.extracted_variables.lead_quality, .extracted_variables.contact_reason] | any(. =="
            + " \"x\")",
        "any(.notes[]?; .name == \"next_contact_date\") or .customer_email == \"x\"",
        ".campaign != null",
        ".outcome | test(\"busy|failed\")",
        "(.extracted_variables.contact_reason // \"\") | test(\"^Offer\")",
        "(.extracted_variables.contact_reason // \"\" | ascii_downcase) == \"offer\"",
        ".extracted_variables.contact_reason | length > 0",
        ".local_time >= \"09:00\" and .local_time < \"18:00\"",
        ".weekday == \"saturday\" or .weekday == \"sunday\"",
        ".extracted_variables.customer_interested | not",
        ".lead.variables.vip",
        ".lead.variables.flags[0]",
        ".consent",
        ".duration > now",
        ".campaign.id == 7",
        "(.created_at // \"1970-01-01T00:00:00Z\") | fromdate > 5",
        "(.finished_at | length) > 0",
        "any(.notes[]?; .name == \"budget\" and .why != null)",
        "any(.segments[]?; .text == \"thanks\")"
      })
  void aConditionThatCanGoEitherWayIsLeftAlone(String condition) {
    assertThat(findings(condition)).isEmpty();
  }

  /** What is asked before has a say: here no call without a campaign comes. */
  @Test
  void whatAnEarlierConditionKeepsAwayDoesNotFail() {
    assertThat(
            all(
                steps(
                    """
                    - filter:
                        jq: .campaign.name != null
                        steps:
                          - filter:
                              jq: .campaign.name | contains("Q1")
                              steps:
                                - to: outbox:crm-http
                    """)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01067", "+49301234", "1.10", "12345678901234567890", "500E00000000001"})
  void aFixedValueThatLooksLikeANumberIsTold(String value) {
    String path = "config/mappings/call-log.yaml";
    String text = Edits.SHIPPED.text(path).orElseThrow();
    Workspace edited =
        Edits.SHIPPED.with(
            path, text.replaceFirst("fields:\n", "fields:\n  X1: { constant: " + value + " }\n"));

    assertThat(all(edited))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("kept-as-text");
              assertThat(problem.isWarning()).isTrue();
              assertThat(Edits.rest(edited, problem)).startsWith(value);
            });
  }

  @Test
  void aForgottenDotIsTold() {
    String path = "config/mappings/call-log.yaml";
    String text = Edits.SHIPPED.text(path).orElseThrow();

    assertThat(
            all(
                Edits.SHIPPED.with(
                    path,
                    text.replaceFirst("fields:\n", "fields:\n  X1: lead.variables.source\n"))))
        .anySatisfy(problem -> assertThat(problem.hint()).contains("write .lead.variables.source"));
  }

  @Test
  void aChoiceWithoutOtherwiseIsTold() {
    String text = Edits.SHIPPED.text(DECIDE).orElseThrow();
    int otherwise = text.indexOf("            otherwise:");

    assertThat(all(Edits.SHIPPED.with(DECIDE, text.substring(0, otherwise))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("no-otherwise");
              assertThat(problem.isWarning()).isTrue();
              assertThat(problem.place().line()).isEqualTo(13);
              assertThat(problem.hint()).contains("inbox:hold");
            });
  }

  @Test
  void aRouteThatMayGoNowhereIsTold() {
    assertThat(
            all(
                route(
                    """
                    - filter:
                        jq: .outcome == "busy"
                        steps:
                          - to: outbox:crm-http
                    """)))
        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("may-go-nowhere"));
  }

  @Test
  void aRouteThatEndsForEveryCallIsNot() {
    assertThat(
            all(
                route(
                    """
                    - filter:
                        jq: .outcome == "busy"
                        steps:
                          - to: outbox:crm-http
                    - to: inbox:ignore?reason=nothing to do
                    """)))
        .noneSatisfy(problem -> assertThat(problem.code()).isEqualTo("may-go-nowhere"));
  }

  @Test
  void aBranchAboveTheSuppressionIsTold() {
    assertThat(
            all(
                edited(
                    "            when:\n",
                    """
                                when:
                                  - jq: .campaign.id != null
                                    steps:
                                      - to: outbox:salesforce-lead
                                      - to: outbox:sales-email
                    """)))
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo("above-suppression");
              assertThat(problem.message()).contains("salesforce-lead");
              assertThat(problem.isWarning()).isFalse();
            });
  }

  @Test
  void aBranchAboveThatKeepsSuchCallsAwayIsFine() {
    assertThat(
            all(
                edited(
                    "            when:\n",
                    """
                                when:
                                  - jq: .campaign.id != null and .extracted_variables.do_not_call != true
                                    steps:
                                      - to: outbox:sales-email
                    """)))
        .isEmpty();
  }

  @Test
  void aDestinationThatWritesToTheCustomerNeedsTheSuppression() {
    assertThat(all(route("- to: outbox:appointment-email\n")))
        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("contacts-the-suppressed"));
    assertThat(all(route("- to: outbox:sales-email\n")))
        .noneSatisfy(problem -> assertThat(problem.code()).isEqualTo("contacts-the-suppressed"));
  }

  private static List<Problem> findings(String condition) {
    return all(
        steps(
            """
            - filter:
                jq: '%s'
                steps:
                  - to: outbox:crm-http
            """
                .formatted(condition.replace("'", "''"))));
  }

  /** The shipped files with steps more in the branch of calls that somebody answered. */
  private static Workspace steps(String steps) {
    String indent = " ".repeat(18);
    return edited(
        "                  - to: outbox:call-log?after=salesforce-lead\n",
        "                  - to: outbox:call-log?after=salesforce-lead\n"
            + steps.indent(indent.length()));
  }

  private static Workspace route(String steps) {
    return Edits.SHIPPED.with(
        DECIDE,
        "- route:\n    id: decide-post-call\n    from:\n      uri: inbox:famulor\n      steps:\n"
            + steps.indent(8));
  }

  private static Workspace edited(String before, String after) {
    String text = Edits.SHIPPED.text(DECIDE).orElseThrow();
    assertThat(text).contains(before);
    return Edits.SHIPPED.with(DECIDE, text.replace(before, after));
  }

  /** Without those that a destination is left over. */
  private static List<Problem> all(Workspace workspace) {
    return Linter.all(workspace, name -> "set").stream()
        .filter(problem -> !problem.code().startsWith("unused-"))
        .toList();
  }
}
