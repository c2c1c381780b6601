package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped files fit together; one wrong edit in them is told with its place and remedy. */
class LinterTest {
  private static final Workspace SHIPPED = Edits.SHIPPED;
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";

  @Test
  void theShippedFilesAreClean() {
    assertThat(Linter.all(SHIPPED, name -> "set")).isEmpty();
  }

  @Test
  void aSecretThatIsNotSetIsAWarningHere() {
    assertThat(Linter.all(SHIPPED, name -> null))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.isWarning()).isTrue();
              assertThat(problem.message()).contains("AFTERCALL_FAMULOR_TOKEN");
            });
  }

  /** File, text, what somebody wrote instead, code, a word that stands at the place, the hint. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          decide/post-call.camel | outbox:salesforce-lead? | outbox:salesforce-laed? | unknown-destination | salesforce-laed | did you mean 'salesforce-lead'?
          decide/post-call.camel | priority=high | priority=hihg | wrong-value | hihg | did you mean 'high'?
          decide/post-call.camel | priority=high | prioritty=high | unknown-option | prioritty | did you mean 'priority'?
          decide/post-call.camel | &after=salesforce-lead | &after=sales-lead | wrong-order | sales-lead | name it first
          decide/post-call.camel | - filter: | - fliter: | unknown-step | fliter | did you mean 'filter'?
          decide/post-call.camel | otherwise: | othrewise: | unknown-key | othrewise | did you mean 'otherwise'?
          decide/post-call.camel | .extracted_variables.do_not_call == true | .extracted_variables.do_not_cal == true | unknown-variable | .extracted_variables.do_not_cal | did you mean 'do_not_call'?
          decide/post-call.camel | .outcome == "connected" | .outcom == "connected" | unknown-path | .outcom | did you mean '.outcome'?
          decide/post-call.camel | .outcome == "connected" | .outcome == "connected | jq-syntax | d | ''
          decide/post-call.camel | .outcome == "connected" | .outcome == "conected" | never-holds | "conected" | did you mean 'connected'?
          decide/post-call.camel | .outcome == "busy" or | "bussy" == .outcome or | never-holds | "bussy" | did you mean 'busy'?
          decide/post-call.camel | .kind != "call" | .kind != "phone" | always-holds | "phone" | known are call
          decide/post-call.camel | .outcome == "connected" | .status == "no-answer" | never-holds | "no-answer" | write "no_answer"
          decide/post-call.camel | .do_not_call == true | .do_not_call == "true" | never-holds | "true" | write true without quotes
          decide/post-call.camel | .last_attempt == true | .last_attempt == "yes" | never-holds | "yes" | compare with true or false
          decide/post-call.camel | . == "high" or . == "hot" | . == "high" or . == true | never-holds | true | write "true"
          decide/post-call.camel | .last_attempt == true | .extracted_variables.customer_budget > 900 | unlike-types | 900 | declare its type in config/sources
          decide/post-call.camel | - to: outbox:crm-http | - to: salesforce:upsertSObject | not-pure | salesforce | do it in a deliver route
          decide/post-call.camel | - to: outbox:crm-http | - to: bean:clock | not-pure | bean | do it in a deliver route
          decide/post-call.camel | - to: outbox:crm-http | - toD: "${body}" | not-pure | toD | do it in a deliver route
          decide/post-call.camel | reason=unknown outcome | reason=${sys.user.home} | not-pure | ${sys | do it in a deliver route
          decide/post-call.camel | outbox:crm-http | https://crm.example/hook | not-pure | https | do it in a deliver route
          deliver/crm-http.camel | kamelet:post-json | kafkaa:calls?x | unknown-component | kafkaa | it does not come with the service
          decide/post-call.camel | jq: .kind != "call" | groovy: x.kind | unknown-language | groovy | it does not come with the service
          decide/post-call.camel | inbox:famulor | inbox:famulour | unknown-source | inbox:famulour | did you mean 'famulor'?
          decide/post-call.camel | inbox:hold?reason | inbox:holt?reason | unknown-end | holt | did you mean 'hold'?
          deliver/call-log.camel | mapping:call-log | mapping:call-lok | unknown-mapping | call-lok | did you mean 'call-log'?
          deliver/call-log.camel | batchSize: 200 | batchsize: 200 | unknown-option | batchsize | did you mean 'batchSize'?
          deliver/call-log.camel | giveUpAfter: 72h | giveUpAfter: three days | wrong-value | three days | ''
          deliver/call-log.camel | kamelet:salesforce-upsert | kamelet:salesforce-upset | unknown-kamelet | salesforce-upset | did you mean 'salesforce-upsert'?
          deliver/call-log.camel | ?object=Task&externalId | ?objekt=Task&externalId | unknown-parameter | objekt | did you mean 'object'?
          deliver/call-log.camel | ?object=Task&externalId=Aftercall_Key__c& | ?object=Task& | missing-parameter | kamelet:salesforce-upsert | write kamelet:salesforce-upsert?externalId=…
          deliver/call-log.camel | outbox:call-log | outbox:archive | unused-destination | outbox:archive | name it in routes/decide
          deliver/call-log.camel | recordScope=call | recordScope=cal | wrong-value | cal | did you mean 'call'?
          deliver/crm-http.camel | - to: kamelet:post-json?urlSetting=aftercall.crm-http.url&sign=true | - to: {uri: kamelet:http-json, parameters: {urlSetting: crm.url, body: .a ++ .b}} | jq-syntax | .a ++ | ''
          deliver/crm-http.camel | - to: kamelet:post-json?urlSetting=aftercall.crm-http.url&sign=true | - to: {uri: kamelet:http-json, parameters: {urlSetting: crm.url, path: .id + "/a&b"}} | wrong-value | .id + | u0026
          deliver/crm-http.camel | - to: kamelet:post-json?urlSetting=aftercall.crm-http.url&sign=true | - to: {uri: kamelet:http-json, parameters: {urlSetting: crm.url, body: "{a: {b: .x}}"}} | wrong-value | "{a: {b | blank between the braces
          deliver/team-chat.camel | id: deliver-team-chat | id: deliver-crm-http | duplicate-id | deliver-crm-http | see routes/deliver/crm-http
          deliver/sales-email.camel | template=sales-email | template=sales-mail | unknown-template | sales-mail | did you mean 'sales-email'?
          deliver/team-chat.camel | "{{aftercall.chat.allow-ips:}}" | 10.20.0.777 | wrong-value | 10.20.0.777 | as in 10.20.0.7
          deliver/team-chat.camel | "{{aftercall.chat.allow-ips:}}" | 0.0.0.0/0 | wrong-value | 0.0.0.0/0 | a small range
          deliver/call-log.camel | kamelet:salesforce-person | http://10.20.0.7:8080/hook | inside-address | 10.20.0.7 | allowIps: "10.20.0.7"
          deliver/call-log.camel | kamelet:salesforce-person | https://[fd12::7]/hook | inside-address | [fd12 | allowIps: "fd12:0:0:0:0:0:0:7"
          deliver/call-log.camel | kamelet:salesforce-person | http:localhost:8080 | inside-address | localhost | allowIps: "127.0.0.1"
          deliver/team-chat.camel | allowIps: " | allowIp: " | unknown-option | allowIp | did you mean 'allowIps'?
          deliver/crm-http.camel | urlSetting=aftercall.crm-http.url | urlSetting=https://hooks.slack.com/services/T0/B0/abc | literal-secret | hooks.slack.com | write ${NAME}
          """)
  void aWrongEditIsTold(
      String file, String text, String wrong, String code, String at, String hint) {
    String path = "routes/" + file + ".yaml";
    String before = SHIPPED.text(path).orElseThrow();
    assertThat(before).contains(text);
    Workspace edited = SHIPPED.with(path, before.replaceFirst(quoted(text), quotedBy(wrong)));

    List<Problem> problems = Linter.all(edited, name -> "set");

    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.place().file()).isEqualTo(path);
              assertThat(Edits.rest(edited, problem)).startsWith(at);
              assertThat(problem.hint()).contains(hint);
            });
  }

  @Test
  void aRouteThatWritesToTheCustomerSaysSo() {
    String path = "routes/deliver/appointment-email.camel.yaml";
    String text = SHIPPED.text(path).orElseThrow();
    for (String said : new String[] {"", ", contacts: none", ", contacts: promise"}) {
      Workspace edited =
          SHIPPED.with(path, text.replace(", contacts: customer, channel: email", said));

      assertThat(Linter.all(edited, name -> "set"))
          .filteredOn(problem -> problem.code().equals("undeclared-contact"))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.isWarning()).isTrue();
                assertThat(Edits.rest(edited, problem)).startsWith("outbox:appointment-email");
                assertThat(problem.message()).contains("mapping appointment-email");
              });
    }
  }

  @Test
  void aFieldIsNotWrittenWithCareWhereNobodyLooksFirst() {
    String path = "config/mappings/team-chat.yaml";
    String text = SHIPPED.text(path).orElseThrow();
    Workspace edited =
        SHIPPED.with(path, text.replace("    max: 150", "    max: 150\n    write: if-unchanged"));

    assertThat(Linter.all(edited, name -> "set"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("cannot-look-first");
              assertThat(Edits.rest(edited, problem)).startsWith("if-unchanged");
              assertThat(problem.message()).contains("routes/deliver/team-chat.camel.yaml");
              assertThat(problem.hint()).contains("kamelet:salesforce-upsert");
            });
  }

  @Test
  void aKameletMayLookFirstOnlyWhereItIsToldWhatTheSystemHolds() {
    String mapping = "config/mappings/team-chat.yaml";
    String route = "routes/deliver/team-chat.camel.yaml";
    String careful =
        SHIPPED
            .text(mapping)
            .orElseThrow()
            .replace("    max: 150", "    max: 150\n    write: if-unchanged");
    String step = "kamelet:http-json?urlSetting=aftercall.chat.url";
    String text =
        SHIPPED.text(route).orElseThrow().replaceAll("kamelet:post-json\\?[^\\s\"]+", step);
    Workspace blind = SHIPPED.with(mapping, careful).with(route, text);
    Workspace looking =
        SHIPPED.with(mapping, careful).with(route, text.replace(step, step + "&holds=._found"));

    assertThat(Linter.all(blind, name -> "set"))
        .anySatisfy(
            problem -> assertThat(problem.hint()).contains("kamelet:http-json with 'holds'"));
    assertThat(Linter.all(looking, name -> "set"))
        .noneSatisfy(problem -> assertThat(problem.code()).isEqualTo("cannot-look-first"));
  }

  /** What the mapping reads, what the route says, where and how it is told; blank: it is fine. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .transcript                     | concurrency: 4                   | transcript: true
          .segments                       | concurrency: 4, recording: true  | transcript: true
          .recording_url                  | concurrency: 4                   | recording: true
          .recording_url                  | concurrency: 4, recording: false | recording: true
          .raw.data.recording_url         | concurrency: 4                   | recording: true
          .recording_url                  | concurrency: 4, recording: true  | ''
          .transcript                     | concurrency: 4, transcript: true | ''
          .extracted_variables.recording_consent | concurrency: 4            | ''
          .summary # not .transcript      | concurrency: 4                   | ''
          """)
  void whatWasSaidIsReadOnlyWhereTheDestinationMayHaveIt(String read, String set, String hint) {
    String mapping = "config/mappings/crm-http.yaml";
    String route = "routes/deliver/crm-http.camel.yaml";
    Workspace edited =
        SHIPPED
            .with(mapping, SHIPPED.text(mapping).orElseThrow() + "  said: " + read + "\n")
            .with(route, SHIPPED.text(route).orElseThrow().replace("concurrency: 4", set));

    List<Problem> problems = Linter.all(edited, name -> "set");

    if (hint.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("not-shared");
                assertThat(problem.isWarning()).isFalse();
                assertThat(problem.message()).contains(route);
                assertThat(problem.hint()).contains(hint);
                assertThat(Edits.rest(edited, problem))
                    .startsWith(read.substring(read.lastIndexOf('.')));
              });
    }
  }

  @Test
  void anAddressInsideIsFineWhereTheRouteNamesIt() {
    String path = "routes/deliver/call-log.camel.yaml";
    String text = SHIPPED.text(path).orElseThrow();
    String posts = text.replace("kamelet:salesforce-person", "http://10.20.0.7:8080/hook");
    String named = posts.replace("batchSize: 200", "allowIps: 10.20.0.0/24, batchSize: 200");

    assertThat(Linter.all(SHIPPED.with(path, posts), name -> "set"))
        .extracting(Problem::code)
        .contains("inside-address");
    assertThat(Linter.all(SHIPPED.with(path, named), name -> "set"))
        .extracting(Problem::code)
        .doesNotContain("inside-address");
  }

  @Test
  void allMistakesAreToldAtOnceInOrder() {
    String text = SHIPPED.text(DECIDE).orElseThrow();
    Workspace edited =
        SHIPPED
            .with(DECIDE, text.replace("- choice:", "- choise:"))
            .with(
                "config/mappings/call-log.yaml",
                SHIPPED
                    .text("config/mappings/call-log.yaml")
                    .orElseThrow()
                    .replace("from:", "form:"));

    List<Problem> problems = Linter.all(edited, name -> "set");

    assertThat(problems).extracting(problem -> problem.place().file()).isSorted();
    assertThat(problems).anyMatch(problem -> problem.place().file().endsWith("call-log.yaml"));
    assertThat(problems).anyMatch(problem -> problem.code().equals("unknown-step"));
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }

  private static String quotedBy(String text) {
    return Matcher.quoteReplacement(text);
  }
}
