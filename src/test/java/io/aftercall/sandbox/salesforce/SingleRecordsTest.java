package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SingleRecordsTest extends OrgTest {
  private static final String BY_PERSON = "/sobjects/Lead/Aftercall_Person__c/";

  @Test
  void createsThenUpdatesByExternalId() throws IOException {
    Reply first = caller.call("PATCH", BY_PERSON + "%2B4915123456789", lead("Mustermann"));
    Reply second = caller.call("PATCH", BY_PERSON + "%2B4915123456789", "{\"Rating\":\"Hot\"}");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().path("created").asBoolean()).isTrue();
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("created").asBoolean(true)).isFalse();
    assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
    Row row = salesforce.row("Lead", "Aftercall_Person__c", "+4915123456789").orElseThrow();
    assertThat(row.text("LastName")).isEqualTo("Mustermann");
    assertThat(row.text("Rating")).isEqualTo("Hot");
    assertThat(row.text("Status")).isEqualTo("Open - Not Contacted");
    assertThat(salesforce.writes())
        .extracting(Write::kind)
        .containsExactly(Write.Kind.CREATED, Write.Kind.UPDATED);
    assertThat(salesforce.calls().of("PATCH /sobjects/Lead/Aftercall_Person__c/*")).isEqualTo(2);
  }

  @Test
  void answersAnUpdateWithoutABodyBeforeVersion46() throws IOException {
    String path = "/services/data/v45.0" + BY_PERSON + "a";
    Reply first = caller.absolute("PATCH", path, lead("A"));

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().has("created")).isFalse();
    assertThat(caller.absolute("PATCH", path, lead("A")).status()).isEqualTo(204);
  }

  @Test
  void keepsASlashInsideAKey() throws IOException {
    caller.call("PATCH", BY_PERSON + "a%2Fb%20c%23%C3%BC", lead("A"));

    assertThat(salesforce.row("Lead", "Aftercall_Person__c", "a/b c#ü")).isPresent();
  }

  @Test
  void findsKeysWhateverTheirCase() throws IOException {
    caller.call("PATCH", BY_PERSON + "lead%3Aabc", lead("A"));

    assertThat(caller.call("PATCH", BY_PERSON + "LEAD%3AABC", lead("B")).status()).isEqualTo(200);
  }

  @Test
  void offersTheChoiceWhenSeveralRecordsMatchAndWritesNothing() throws IOException {
    salesforce.given("Lead", Map.of("LastName", "A", "Email", "a@b.example"));
    salesforce.given("Lead", Map.of("LastName", "B", "Email", "a@b.example"));

    Reply reply = caller.call("PATCH", "/sobjects/Lead/Email/a%40b.example", lead("C"));

    assertThat(reply.status()).isEqualTo(300);
    assertThat(reply.json()).hasSize(2);
    assertThat(reply.json().path(0).asText())
        .matches("/services/data/v62.0/sobjects/Lead/00Q\\w{15}");
    assertThat(salesforce.countBy("Lead", "LastName")).containsOnlyKeys("A", "B");
  }

  @Test
  void refusesKeysThatAreNone() throws IOException {
    Reply unknown = caller.call("PATCH", "/sobjects/Lead/Namez/x", lead("A"));
    Reply noKey = caller.call("PATCH", "/sobjects/Lead/Phone/x", lead("A"));

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.errorCode()).isEqualTo("NOT_FOUND");
    assertThat(unknown.message())
        .isEqualTo("Provided external ID field does not exist or is not accessible: Namez");
    assertThat(noKey.status()).isEqualTo(404);
  }

  @Test
  void refusesABodyThatRepeatsItsKey() throws IOException {
    Reply reply = caller.call("PATCH", BY_PERSON + "a", "{\"Aftercall_Person__c\":\"a\"}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo("INVALID_FIELD");
  }

  @Test
  void createsNothingWhenOnlyUpdatesAreWanted() throws IOException {
    Reply reply = caller.call("PATCH", BY_PERSON + "a?updateOnly=true", lead("A"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(salesforce.rows("Lead")).isEmpty();
  }

  @Test
  void createsReadsChangesAndDeletesById() throws IOException {
    Reply created = caller.call("POST", "/sobjects/Lead", lead("A"));
    String path = "/sobjects/Lead/" + created.json().path("id").asText();

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).endsWith(path);
    assertThat(caller.call("PATCH", path, "{\"FirstName\":\"Eva\"}").status()).isEqualTo(204);
    Reply read = caller.get(path + "?fields=Name,DoNotCall");
    assertThat(read.json().path("Name").asText()).isEqualTo("Eva A");
    assertThat(read.json().path("DoNotCall").isBoolean()).isTrue();
    assertThat(caller.call("DELETE", path, "").status()).isEqualTo(204);
    assertThat(caller.get(path).errorCode()).isEqualTo("ENTITY_IS_DELETED");
    assertThat(caller.call("PATCH", path, "{}").status()).isEqualTo(404);
  }

  @Test
  void clearsAFieldByNullAndKeepsAbsentOnes() throws IOException {
    caller.call(
        "PATCH", BY_PERSON + "a", "{\"LastName\":\"A\",\"Company\":\"C\",\"City\":\"Köln\"}");
    caller.call("PATCH", BY_PERSON + "a", "{\"City\":null}");

    Row row = salesforce.rows("Lead").get(0);
    assertThat(row.text("City")).isEmpty();
    assertThat(row.text("LastName")).isEqualTo("A");
  }

  @Test
  void knowsObjectsVersionsAndPaths() throws IOException {
    assertThat(caller.get("/sobjects/Invoice").errorCode()).isEqualTo("NOT_FOUND");
    assertThat(caller.call("PUT", "/sobjects/Lead", "{}").status()).isEqualTo(405);
    assertThat(caller.get("/nowhere").status()).isEqualTo(404);
    assertThat(caller.absolute("GET", "/services/data/v30.0/limits", "").status()).isEqualTo(410);
    assertThat(caller.absolute("GET", "/services/data", "").json()).hasSize(8);
    assertThat(caller.get("/").json().has("sobjects")).isTrue();
    assertThat(caller.get("/sobjects").json().path("sobjects")).hasSize(6);
  }

  @Test
  void describesAsRecordedPlusOurOwnFields() throws IOException {
    Reply reply = caller.get("/sobjects/Task/describe");

    assertThat(reply.json().path("keyPrefix").asText()).isEqualTo("00T");
    assertThat(reply.json().path("fields"))
        .anySatisfy(
            field -> {
              assertThat(field.path("name").asText()).isEqualTo("Aftercall_Key__c");
              assertThat(field.path("externalId").asBoolean()).isTrue();
              assertThat(field.path("unique").asBoolean()).isTrue();
              assertThat(field.path("length").asInt()).isEqualTo(120);
            });
  }

  @Test
  void tellsTheUseOfTheDailyLimitAndEnforcesIt() throws IOException {
    salesforce.dailyLimit(2);

    assertThat(caller.get("/limits").header("Sforce-Limit-Info")).isEqualTo("api-usage=1/2");
    assertThat(caller.get("/limits").json().at("/DailyApiRequests/Remaining").asInt(-1)).isZero();
    Reply third = caller.get("/limits");
    assertThat(third.status()).isEqualTo(403);
    assertThat(third.errorCode()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
    assertThat(third.message()).isEqualTo("TotalRequests Limit exceeded.");
  }
}
