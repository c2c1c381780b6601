package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.call.StoredRequest;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.dryrun.DryRunAnswers;
import io.aftercall.dryrun.DryRunRequest;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dry run tells each request as it would leave, and what a question was answered with. */
class DryRunRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROUTE = "routes/deliver/crm-http.camel.yaml";
  private static final String STEP =
      "- to: kamelet:post-json?urlSetting=aftercall.crm-http.url&sign=true\n";

  /** Looks for the person, then writes; last by a step of the route's own. */
  private static final String ASKS_FIRST =
      """
      - to:
                  uri: kamelet:http-json
                  parameters:
                    urlSetting: some.url
                    credentialSetting: some.token
                    header: x-some-key
                    scheme: ""
                    method: GET
                    path: '"/persons"'
                    query: '{term: .customer.phone, api_key: "k7"}'
                    saveAs: _person_id
                    result: .answer.items[0].id
              - choice:
                  when:
                    - jq: ._person_id != null
                      steps:
                        - to:
                            uri: kamelet:http-json
                            parameters:
                              urlSetting: some.url
                              credentialSetting: some.token
                              method: PATCH
                              path: '"/persons/\\(._person_id)"'
                              body: "{name: .customer.name}"
                  otherwise:
                    steps:
                      - setBody: { constant: '{"new": true}' }
                      - setHeader: { name: X-Own, constant: secret }
                      - to: http:10.9.8.7:81/in/persons?token=abc&x=1
      """;

  @Test
  void whatTheShippedRoutesWouldSend() throws Exception {
    JsonNode report = tell(Workspace.read(Path.of(".")), DryRunAnswers.none());

    JsonNode lead = request(report, "salesforce-lead", -1);
    assertThat(lead.path("method").asText()).isEqualTo("PATCH");
    assertThat(lead.path("path").asText())
        .matches("/services/data/v\\d+\\.0/composite/sobjects/Lead/Aftercall_Person__c");
    assertThat(lead.at("/body/records/0/LastName").asText()).isEqualTo("Mustermann");
    assertThat(lead.at("/headers/Sforce-Auto-Assign").asText()).isEqualTo("FALSE");
    assertThat(lead.at("/headers/Authorization").asText()).isEqualTo("(not shown)");
    JsonNode asked = request(report, "follow-up", 0);
    assertThat(asked.path("path").asText()).endsWith("/composite");
    assertThat(asked.path("body").toString()).contains("FROM+Contact+WHERE", "FROM+Lead+WHERE");
    assertThat(asked.path("question").asText()).isEqualTo("people");
    assertThat(asked.get("answer")).isEqualTo(JSON.nullNode());

    JsonNode post = request(report, "crm-http", 0);
    assertThat(DryRunRequest.text(post))
        .startsWith("POST $AFTERCALL_CRM_HTTP_URL\n")
        .contains("Content-Type: application/json\n")
        .contains("Idempotency-Key: ")
        .contains("webhook-signature: (not shown)\n")
        .contains("Mustermann");
    JsonNode chat = request(report, "team-chat", 0);
    assertThat(chat.path("address").asText()).isEqualTo("$AFTERCALL_CHAT_URL");
    assertThat(chat.at("/body/text").isTextual() || chat.at("/body/blocks").isArray()).isTrue();
    assertThat(record(report, "sales-email").path("requests")).isEmpty();
  }

  @Test
  void aPersonInSalesforceIsNamedByTheAnswer() throws Exception {
    String person =
        tell(Workspace.read(Path.of(".")), DryRunAnswers.none()).at("/call/person_key").asText();
    String leads =
        "{\"people\": [{\"Id\": \"00Q000000000001\", \"Aftercall_Person__c\": \"%s\"}]}"
            .formatted(person);

    JsonNode report = tell(Workspace.read(Path.of(".")), leads);

    assertThat(request(report, "follow-up", -1).at("/body/records/0/WhoId").asText())
        .isEqualTo("00Q000000000001");
  }

  @Test
  void aQuestionThatFindsNothingTakesTheOtherWay() throws Exception {
    JsonNode report = tell(asking(), DryRunAnswers.none());

    JsonNode asked = request(report, "crm-http", 0);
    assertThat(DryRunRequest.meaning(asked)).isEqualTo("question _person_id, answered by null");
    assertThat(asked.path("method").asText()).isEqualTo("GET");
    assertThat(asked.path("address").asText()).isEqualTo("$SOME_URL");
    assertThat(asked.path("query").asText()).contains("term=+", "api_key=(not shown)");
    assertThat(asked.at("/headers/x-some-key").asText()).isEqualTo("(not shown)");
    assertThat(asked.get("body").isNull()).isTrue();
    JsonNode own = request(report, "crm-http", 1);
    assertThat(DryRunRequest.text(own))
        // Which is what Camel makes of a query without a method.
        .startsWith("GET http://10.9.8.7:81/in/persons?token=(not shown)&x=1\n")
        .contains("X-Own: (not shown)")
        .doesNotContain("secret", "abc", "new");
  }

  @Test
  void aQuestionIsAnsweredByItsNameOrInOrder() throws Exception {
    for (String answers :
        List.of(
            "{\"_person_id\": {\"items\": [{\"id\": 77}]}, \"_other\": 1}",
            "[null, null, null, null, null, null, null, {\"items\": [{\"id\": 77}]}, 1]")) {
      DryRunAnswers given = DryRunAnswers.of(JSON.readTree(answers));

      JsonNode report = tell(asking(), given);

      JsonNode write = request(report, "crm-http", 1);
      assertThat(write.path("method").asText()).as(answers + report).isEqualTo("PATCH");
      assertThat(write.path("path").asText()).isEqualTo("/persons/77");
      assertThat(write.at("/body/name").asText()).isEqualTo("Max Mustermann");
      assertThat(given.unused()).hasSize(1).first().asString().contains("was not asked for");
    }
  }

  @Test
  void anAnswerGoesThroughTheRoutesOwnVerdict() throws Exception {
    JsonNode report = tell(asking(), "{\"_person_id\": {\"items\": \"none\"}}");

    JsonNode record = record(report, "crm-http");
    assertThat(record.path("requests")).hasSize(1);
    assertThat(record.path("outcome").asText()).isEqualTo("retry");
    assertThat(record.path("reason").asText()).contains("the route's 'result' fails on the answer");
  }

  @Test
  void answersAreAListOrAnObject() {
    assertThatThrownBy(() -> DryRunAnswers.of(JSON.readTree("7")))
        .hasMessageContaining("a JSON list in the order of the questions");
  }

  private static Workspace asking() {
    Workspace shipped = Workspace.read(Path.of("."));
    String route = shipped.text(ROUTE).orElseThrow();
    assertThat(route).contains(STEP);
    return shipped.with(ROUTE, route.replace(STEP, ASKS_FIRST));
  }

  private static JsonNode tell(Workspace workspace, String answers) throws Exception {
    return tell(workspace, DryRunAnswers.of(JSON.readTree(answers)));
  }

  private static JsonNode tell(Workspace workspace, DryRunAnswers answers) throws Exception {
    ConfigSnapshot rules = ActiveConfig.read(workspace, name -> "set", new ArrayList<>());
    byte[] body = Files.readAllBytes(Path.of("config/samples/classic-campaign-completed.json"));
    try (DryRun dryRun = DryRun.open(workspace, rules, ProtocolModules.dryRunBeans())) {
      return dryRun.tell("famulor", StoredRequest.of(body, 1), answers).json();
    }
  }

  private static JsonNode record(JsonNode report, String destination) {
    for (JsonNode record : report.path("records")) {
      if (record.path("destination").asText().equals(destination)) {
        return record;
      }
    }
    throw new AssertionError(destination + " is not in " + report);
  }

  /** The last one for -1. */
  private static JsonNode request(JsonNode report, String destination, int number) {
    JsonNode requests = record(report, destination).path("requests");
    return requests.get(number < 0 ? requests.size() - 1 : number);
  }
}
