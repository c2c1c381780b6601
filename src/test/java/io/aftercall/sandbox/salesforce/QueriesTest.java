package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest extends OrgTest {

  @BeforeEach
  void people() {
    given("Adam", Map.of("Phone", "+49151", "City", "Bonn", "NumberOfEmployees", 5));
    given("O'Brien", Map.of("MobilePhone", "+49151", "City", "Berlin", "NumberOfEmployees", 50));
    given("Zoe", Map.of("Aftercall_Person__c", "+4930", "Email", "Zoe@b.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "LastName = 'adam'|Adam",
        "LastName != 'Adam' ORDER BY LastName DESC|Zoe,O'Brien",
        "LastName = 'O\\'Brien'|O'Brien",
        "Phone IN ('+49151','+4930') OR MobilePhone IN ('+49151')|Adam,O'Brien",
        "Phone = null AND MobilePhone = null|Zoe",
        "(City = 'Bonn' OR City = 'Berlin') AND NumberOfEmployees > 10|O'Brien",
        "NumberOfEmployees <= 5|Adam",
        "NOT City IN ('Bonn')|O'Brien,Zoe",
        "City NOT IN ('Bonn', 'Berlin')|Zoe",
        "City LIKE 'B_nn'|Adam",
        "Email LIKE '%@B.EXAMPLE'|Zoe",
        "Email = 'zoe@B.example'|Zoe",
        "Aftercall_Person__c IN ('+4930', '+31')|Zoe",
        "IsConverted = false ORDER BY LastName LIMIT 2|Adam,O'Brien",
        "CreatedDate > 2020-01-01T00:00:00Z ORDER BY City ASC NULLS LAST|O'Brien,Adam,Zoe",
      })
  void finds(String where, String names) throws IOException {
    assertThat(names(query("SELECT LastName FROM Lead WHERE " + where)))
        .containsExactly(names.split(","));
  }

  @Test
  void showsWhatWasAskedFor() throws IOException {
    Reply reply = query("select id, Name, Rating from Lead where LastName = 'Zoe'");

    assertThat(reply.json().path("totalSize").asInt()).isEqualTo(1);
    assertThat(reply.json().path("done").asBoolean()).isTrue();
    JsonNode record = reply.json().at("/records/0");
    assertThat(record.at("/attributes/type").asText()).isEqualTo("Lead");
    assertThat(record.path("Id").asText()).startsWith("00Q").hasSize(18);
    assertThat(record.path("Name").asText()).isEqualTo("Zoe");
    assertThat(record.path("Rating").isNull()).isTrue();
  }

  @Test
  void findsByIdOfEitherLength() throws IOException {
    String id = salesforce.rows("Lead").get(0).id();

    assertThat(names(query("SELECT LastName FROM Lead WHERE Id = '" + id + "'"))).hasSize(1);
    assertThat(names(query("SELECT LastName FROM Lead WHERE Id = '" + id.substring(0, 15) + "'")))
        .hasSize(1);
  }

  @Test
  void doesNotMindASlashBeforeTheQuestionMark() throws IOException {
    assertThat(caller.get("/query/?q=SELECT+Id+FROM+Lead").json().path("records")).hasSize(3);
  }

  @Test
  void counts() throws IOException {
    Reply reply = query("SELECT COUNT() FROM Lead");

    assertThat(reply.json().path("totalSize").asInt()).isEqualTo(3);
    assertThat(reply.json().path("records")).isEmpty();
  }

  @Test
  void losesAPlusThatWasNotEncoded() throws IOException {
    assertThat(names(caller.get("/query?q=SELECT+LastName+FROM+Lead+WHERE+Phone='+49151'")))
        .isEmpty();
  }

  @Test
  void givesTheRestBehindANextAddress() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      given("More", Map.of());
    }

    Reply first = query("SELECT Id FROM Lead");
    Reply second = caller.absolute("GET", first.json().path("nextRecordsUrl").asText(), "");

    assertThat(first.json().path("done").asBoolean(true)).isFalse();
    assertThat(first.json().path("records")).hasSize(2_000);
    assertThat(second.json().path("done").asBoolean()).isTrue();
    assertThat(second.json().path("records")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SELECT Id FROM Leads|INVALID_TYPE|sObject type 'Leads' is not supported.",
        "SELECT Foo FROM Lead|INVALID_FIELD|No such column 'Foo' on entity 'Lead'.",
        "SELECT Id FROM Lead WHERE City = Bonn|INVALID_FIELD|should be enclosed in quotes",
        "SELECT Id FROM Lead WHERE NumberOfEmployees = '5'|INVALID_FIELD|should not be enclosed in"
            + " quotes",
        "SELECT Id FROM Lead WHERE City = 'a' AND City = 'b' OR City ="
            + " 'c'|MALFORMED_QUERY|unexpected token: 'OR'",
        "SELECT Id FROM Lead WHERE LastName = 'O'Brien'|MALFORMED_QUERY|unexpected token",
        "SELECT * FROM Lead|MALFORMED_QUERY|unexpected token: '*'",
        "DROP TABLE Lead|MALFORMED_QUERY|unexpected token: 'DROP'",
      })
  void refuses(String soql, String code, String message) throws IOException {
    Reply reply = query(soql);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo(code);
    assertThat(reply.message()).contains(message);
  }

  private void given(String lastName, Map<String, ?> more) {
    Map<String, Object> fields = new HashMap<>(more);
    fields.put("LastName", lastName);
    salesforce.given("Lead", fields);
  }

  private Reply query(String soql) throws IOException {
    return caller.get("/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
  }

  private static List<String> names(Reply reply) {
    return reply.json().path("records").findValues("LastName").stream()
        .map(JsonNode::asText)
        .toList();
  }
}
