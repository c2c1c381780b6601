package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordBatchesTest extends OrgTest {
  private static final String LEADS = "/composite/sobjects/Lead/Aftercall_Person__c";

  @Test
  void answersForEachRecordInOrder() throws IOException {
    salesforce.given("Lead", Map.of("LastName", "Old", "Aftercall_Person__c", "b"));

    Reply reply =
        upsert(false, record("a", "A"), record("b", "B"), record("c", ""), record("d", "D"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().findValues("success"))
        .extracting(JsonNode::asBoolean)
        .containsExactly(true, true, false, true);
    assertThat(reply.json().path(0).path("created").asBoolean()).isTrue();
    assertThat(reply.json().path(1).path("created").asBoolean(true)).isFalse();
    JsonNode failed = reply.json().path(2);
    assertThat(failed.has("id")).isFalse();
    assertThat(failed.at("/errors/0/statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(failed.at("/errors/0/fields/0").asText()).isEqualTo("LastName");
    assertThat(failed.at("/errors/0").has("errorCode")).isFalse();
    assertThat(salesforce.countBy("Lead", "LastName")).containsOnlyKeys("A", "B", "D");
    assertThat(salesforce.calls().total()).isEqualTo(1);
  }

  @Test
  void writesNothingWhenAllOrNoneIsWantedAndOneFails() throws IOException {
    salesforce.given("Lead", Map.of("LastName", "Old", "Aftercall_Person__c", "b"));

    Reply reply = upsert(true, record("a", "A"), record("b", "B"), record("c", ""));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().findValues("success")).noneMatch(JsonNode::asBoolean);
    assertThat(reply.json().at("/0/errors/0/statusCode").asText())
        .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
    assertThat(salesforce.countBy("Lead", "LastName")).containsOnlyKeys("Old");
    assertThat(salesforce.writes()).hasSize(1);
  }

  @Test
  void refusesBothRecordsThatShareAKey() throws IOException {
    Reply reply = upsert(false, record("a", "A"), record("b", "B"), record("A", "C"));

    assertThat(reply.json().findValues("success"))
        .extracting(JsonNode::asBoolean)
        .containsExactly(false, true, false);
    assertThat(reply.json().at("/0/errors/0/statusCode").asText()).isEqualTo("DUPLICATE_VALUE");
    assertThat(reply.json().at("/0/errors/0/message").asText())
        .isEqualTo("Duplicate external id specified: a");
    assertThat(salesforce.countBy("Lead", "LastName")).containsOnlyKeys("B");
  }

  @Test
  void refusesARecordWithoutItsKey() throws IOException {
    Reply reply =
        upsert(false, "{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"A\",\"Company\":\"C\"}");

    assertThat(reply.json().at("/0/errors/0/statusCode").asText()).isEqualTo("MISSING_ARGUMENT");
  }

  @Test
  void endsTheWholeRequestForOneValueOfTheWrongType() throws IOException {
    String bad = record("b", "B").replaceFirst("}$", ",\"City\":7}");

    Reply reply = upsert(false, record("a", "A"), bad);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo("JSON_PARSER_ERROR");
    assertThat(salesforce.rows("Lead")).isEmpty();
  }

  @Test
  void refusesOneUnknownFieldForItsRecordOnly() throws IOException {
    String bad = record("b", "B").replaceFirst("}$", ",\"Foo__c\":7}");

    Reply reply = upsert(false, record("a", "A"), bad);

    assertThat(reply.json().at("/1/errors/0/statusCode").asText()).isEqualTo("INVALID_FIELD");
    assertThat(salesforce.rows("Lead")).hasSize(1);
  }

  @Test
  void takesTwoHundredRecordsAndNoMore() throws IOException {
    String[] records = new String[201];
    Arrays.setAll(records, i -> record("k" + i, "A"));

    Reply tooMany = upsert(false, records);
    Reply most = upsert(false, Arrays.copyOf(records, 200));

    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(most.json().findValues("success")).hasSize(200).allMatch(JsonNode::asBoolean);
  }

  @Test
  void refusesOtherTypesThanThePathSays() throws IOException {
    Reply reply = upsert(false, record("a", "A").replace("Lead", "Task"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo("INVALID_TYPE");
  }

  @Test
  void createsAndUpdatesMixedTypesById() throws IOException {
    String id = salesforce.given("Lead", Map.of("LastName", "A"));
    String create =
        """
        {"records":[{"attributes":{"type":"Task"},"Subject":"Call"},
                    {"attributes":{"type":"Lead"},"LastName":"B","Company":"C"}]}\
        """;
    String update =
        """
        {"records":[{"attributes":{"type":"Lead"},"id":"%s","City":"Bonn"},
                    {"attributes":{"type":"Lead"},"City":"Bonn"}]}\
        """
            .formatted(id);

    Reply created = caller.call("POST", "/composite/sobjects", create);
    Reply updated = caller.call("PATCH", "/composite/sobjects", update);

    assertThat(created.json().findValues("success")).hasSize(2).allMatch(JsonNode::asBoolean);
    assertThat(created.json().path(0).has("created")).isFalse();
    assertThat(salesforce.byId(id).orElseThrow().text("City")).isEqualTo("Bonn");
    assertThat(updated.json().at("/1/errors/0/statusCode").asText()).isEqualTo("MISSING_ARGUMENT");
  }

  @Test
  void objectsToKnownPeopleWhenTheDuplicateRuleIsOn() throws IOException {
    salesforce.given("Lead", Map.of("LastName", "A", "Phone", "+49151"));
    salesforce.duplicateRule(true);
    String twin = record("b", "B").replaceFirst("}$", ",\"Phone\":\"+49151\"}");
    String body = "{\"LastName\":\"B\",\"Company\":\"C\",\"Phone\":\"+49151\"}";

    Reply batch = upsert(false, twin);
    Reply single = caller.call("POST", "/sobjects/Lead", body);
    caller.with("Sforce-Duplicate-Rule-Header", "allowSave=true");
    Reply allowed = caller.call("POST", "/sobjects/Lead", body);

    assertThat(batch.json().at("/0/errors/0/statusCode").asText()).isEqualTo("DUPLICATES_DETECTED");
    assertThat(batch.json().at("/0/errors/0/fields")).isEmpty();
    assertThat(single.errorCode()).isEqualTo("DUPLICATES_DETECTED");
    assertThat(single.json().path(0).has("duplicateResut")).isTrue();
    assertThat(single.json().path(0).has("fields")).isFalse();
    assertThat(allowed.status()).isEqualTo(201);
  }

  private Reply upsert(boolean allOrNone, String... records) throws IOException {
    return caller.call(
        "PATCH",
        LEADS,
        "{\"allOrNone\":" + allOrNone + ",\"records\":[" + String.join(",", records) + "]}");
  }

  private static String record(String key, String lastName) {
    return """
    {"attributes":{"type":"Lead"},"Aftercall_Person__c":"%s","LastName":"%s","Company":"C"}\
    """
        .formatted(key, lastName);
  }
}
