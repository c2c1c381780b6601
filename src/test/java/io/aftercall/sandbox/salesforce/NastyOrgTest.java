package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real orgs do beyond the guide. */
class NastyOrgTest {
  private static final String BATCH = "/composite/sobjects/Lead/Aftercall_Person__c";
  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  private SalesforceStandIn salesforce;
  private ApiCaller caller;

  @BeforeEach
  void start() throws IOException {
    salesforce = SalesforceStandIn.start(0, () -> now);
    caller = ApiCaller.loggedIn(salesforce);
  }

  @AfterEach
  void stop() {
    salesforce.close();
  }

  private Reply batch(int records) throws IOException {
    StringBuilder all = new StringBuilder("{\"allOrNone\":false,\"records\":[");
    for (int i = 0; i < records; i++) {
      all.append(i == 0 ? "" : ",")
          .append("{\"attributes\":{\"type\":\"Lead\"},\"Aftercall_Person__c\":\"k")
          .append(i)
          .append("\",\"LastName\":\"A\",\"Company\":\"C\"}");
    }
    return caller.call("PATCH", BATCH, all + "]}");
  }

  @Test
  void aTriggerFailsForTooManyAtOnce() throws IOException {
    SalesforceError error =
        SalesforceError.record(
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "System.LimitException: Too many SOQL queries");
    salesforce.faults().always(Fault.portionAbove(2, error));

    Reply many = batch(3);

    assertThat(many.status()).isEqualTo(200);
    assertThat(many.json()).hasSize(3).allMatch(result -> !result.path("success").asBoolean());
    assertThat(many.json().at("/2/errors/0/statusCode").asText()).isEqualTo(error.code());
    assertThat(salesforce.rows("Lead")).isEmpty();
    assertThat(batch(2).json()).allMatch(result -> result.path("success").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({
    "Lead, LastName, '\"  \"', REQUIRED_FIELD_MISSING",
    "Lead, Country, '\"Atlantis\"', FIELD_INTEGRITY_EXCEPTION",
    "Task, ActivityDate, '\"0026-05-03\"', NUMBER_OUTSIDE_VALID_RANGE",
    "Event, DurationInMinutes, 99999, NUMBER_OUTSIDE_VALID_RANGE",
    "Event, DurationInMinutes, -5, NUMBER_OUTSIDE_VALID_RANGE",
  })
  void refusesWhatOnlyTheOrgKnows(String object, String field, String value, String code)
      throws IOException {
    salesforce.countries("Germany", "Austria");
    String good =
        switch (object) {
          case "Lead" -> "\"LastName\":\"A\",\"Company\":\"C\"";
          case "Event" -> "\"StartDateTime\":\"2026-03-02T09:00:00Z\",\"DurationInMinutes\":30";
          default -> "\"Subject\":\"x\"";
        };

    Reply reply =
        caller.call("POST", "/sobjects/" + object, "{%s,\"%s\":%s}".formatted(good, field, value));

    assertThat(reply.errorCode()).isEqualTo(code);
    assertThat(reply.json().at("/0/fields/0").asText()).isEqualTo(field);
  }

  @Test
  void answersWithJsonThatNoGuideKnows() throws IOException {
    salesforce.faults().once(Fault.oddJson(400, "[null]").on("PATCH"));
    salesforce.faults().once(Fault.loginWithoutId());

    assertThat(batch(1).json().get(0).isNull()).isTrue();
    assertThat(caller.login("grant_type=none").json().has("id")).isFalse();
  }

  @Test
  void findsNumbersByTheirWordsOnceTheyAreIndexed() throws IOException {
    salesforce.given("Contact", Map.of("LastName", "A", "MobilePhone", "+49 (0)151 1234-5678"));
    salesforce.given("Lead", Map.of("LastName", "B", "Company", "C", "Phone", "015112345678"));
    salesforce.searchLag(Duration.ofMinutes(1));
    String find =
        "FIND {0151 1234 OR 015112*} IN PHONE FIELDS RETURNING Contact(Id, LastName), Lead(Id)";
    assertThat(search(find).json().path("searchRecords")).isEmpty();

    now = now.plus(Duration.ofMinutes(2));

    assertThat(search(find).json().path("searchRecords")).hasSize(1);
    assertThat(
            search("FIND {49 0 151 1234 5678} IN PHONE FIELDS RETURNING Contact(Id, LastName)")
                .json()
                .at("/searchRecords/0/LastName")
                .asText())
        .isEqualTo("A");
    assertThat(search("nonsense").errorCode()).isEqualTo("MALFORMED_SEARCH");
  }

  private Reply search(String sosl) throws IOException {
    return caller.get("/search?q=" + URLEncoder.encode(sosl, StandardCharsets.UTF_8));
  }
}
