package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.RetiredWords;
import io.aftercall.config.Workspace;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who writes a word that was renamed is told the word of today, in every kind of file. */
class RetiredWordsTest {
  /** File, text, what somebody wrote instead, the word of today. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          config/sources/famulor | authentication: | proof: | authentication
          config/sources/famulor | - token: | - hmac: | hmac_sha256
          config/sources/famulor | - token: | - timestamped: | hmac_timestamp
          config/sources/famulor | country: DE | test_calls: { ids: [x] } | ignore_calls
          config/sources/famulor | country: DE | platform: { read_back: true } | verify_with_platform
          config/mappings/team-chat | max: 150 | over_max: cut | on_too_long
          config/mappings/team-chat | max: 150 | on_too_long: refuse | reject
          config/mappings/team-chat | max: 150 | on_error: refuse | reject
          config/mappings/team-chat | max: 150 | values: { a: b } | lookup
          config/mappings/team-chat | max: 2800 | value: x | constant
          config/mappings/team-chat | max: 2800 | text: x | template
          config/mappings/team-chat | max: 2800 | write: if-ours | if-unchanged
          config/mappings/team-chat | max: 2800 | write: newer | if-latest
          config/mappings/team-chat.test | override: | with: | override
          config/mappings/team-chat.test | expect: { title | expect_some: { title | expect_partial
          config/mappings/team-chat.test | override: { customer_phone: null } | refused: title | rejected
          routes/decide/post-call.test | override: { extracted | with: { extracted | override
          routes/deliver/sales-email.camel | sendOnce: true | oncePerCall: true | sendOnce
          routes/deliver/sales-email.camel | sendOnce: true | outcomeUnknown: hold | onUnknownOutcome
          routes/deliver/sales-email.camel | sendOnce: true | onUnknownOutcome: repeat | retry
          routes/deliver/sales-email.camel | sendOnce: true | onUnknownOutcome: ask | hold
          routes/deliver/sales-email.camel | sendOnce: true | probeAfter: 1m | probeInterval
          routes/deliver/sales-email.camel | sendOnce: true | lease: 1m | leaseDuration
          routes/deliver/call-log.camel | recordScope=call | recordPer=call | recordScope
          routes/deliver/call-log.camel | apiReservePercent=25 | reserve=25 | apiReservePercent
          routes/deliver/do-not-call.camel | onConvertedLead=reject | converted=reject | onConvertedLead
          routes/deliver/do-not-call.camel | onConvertedLead=reject | onConvertedLead=refuse | reject
          routes/deliver/crm-http.camel | post-json?urlSetting= | post-json?url= | urlSetting
          routes/deliver/crm-http.camel | post-json? | http-json?credential=a.b& | credentialSetting
          routes/deliver/crm-http.camel | post-json? | http-json?portion=batch& | mode
          routes/deliver/crm-http.camel | post-json? | http-json?mode=all& | batch
          routes/deliver/crm-http.camel | post-json? | http-json?mode=each& | single
          routes/deliver/crm-http.camel | post-json? | http-json?send=.id& | body
          routes/deliver/crm-http.camel | post-json? | http-json?verdict=true& | result
          routes/deliver/crm-http.camel | post-json? | http-json?as=_id& | saveAs
          """)
  void theHintNamesTheWordOfToday(String file, String text, String wrong, String now) {
    String path = file + ".yaml";
    String before = Edits.SHIPPED.text(path).orElseThrow();
    assertThat(before).contains(text);
    Workspace edited =
        Edits.SHIPPED.with(
            path, before.replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(wrong)));

    List<Problem> problems = Linter.all(edited, name -> "set");

    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.place().file()).isEqualTo(path);
              assertThat(problem.hint()).startsWith("'" + now + "' was called '");
            });
  }

  /** {@code values} of a variable and {@code value} of a record were never renamed. */
  @Test
  void aWordThatMeansSomethingElseHereIsNotTakenForARetiredOne() {
    assertThat(RetiredWords.hint("value", List.of("from", "values")))
        .isEqualTo("did you mean 'values'?");
    assertThat(RetiredWords.hint("url", List.of("address", "token")))
        .isEqualTo("known are address, token");
  }
}
