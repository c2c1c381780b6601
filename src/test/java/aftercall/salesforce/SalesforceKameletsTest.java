package aftercall.salesforce;

import static aftercall.KameletStage.parcel;
import static aftercall.KameletStage.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.KameletStage;
import aftercall.LoopbackServer;
import aftercall.LoopbackServer.Answer;
import aftercall.LoopbackServer.Asked;
import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class SalesforceKameletsTest {
  private static final String LEADS = "kamelet:salesforce-upsert?object=Lead&externalId=Key__c";
  private static final String TASKS = "kamelet:salesforce-upsert?object=Task&externalId=Key__c";
  private static final String CREATED =
      "{\"id\":\"00Q000000000001AAA\",\"success\":true,\"errors\":[],\"created\":true}";

  private final ApiQuota quota = new ApiQuota();
  private LoopbackServer salesforce;
  private KameletStage stage;

  @AfterEach
  void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
    if (salesforce != null) {
      salesforce.close();
    }
  }

  @Test
  void eachRecordIsSettledByItsOwnResult() throws Exception {
    start(
        request ->
            Answer.json(
                    200,
                    "["
                        + CREATED
                        + ","
                        + failed("REQUIRED_FIELD_MISSING", "Missing: Max Mustermann", "LastName")
                        + ","
                        + failed("UNABLE_TO_LOCK_ROW", "busy", null)
                        + "]")
                .with("Sforce-Limit-Info", "api-usage=18/5000"),
        LEADS);
    Shipment shipment =
        shipment(
            "{'Key__c':'a','LastName':'A','Email':null,'_note':1}".replace('\'', '"'),
            "{\"Key__c\":\"b\"}",
            "{\"Key__c\":\"c\"}");

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(shipment))
        .containsExactly(
            new Outcome.Delivered("00Q000000000001AAA", "created"),
            new Outcome.Refused(
                "Salesforce: a required field is missing: LastName [REQUIRED_FIELD_MISSING]",
                "LastName"),
            new Outcome.TryLater(
                null,
                "Salesforce: another change holds the record or its parent [UNABLE_TO_LOCK_ROW]"));
    Asked upsert = upserts().get(0);
    assertThat(upsert.method()).isEqualTo("PATCH");
    assertThat(upsert.target()).isEqualTo("/services/data/v62.0/composite/sobjects/Lead/Key__c");
    assertThat(upsert.body())
        .startsWith(
            "{\"allOrNone\":false,\"records\":[{\"attributes\":{\"type\":\"Lead\"},\"Key__c\":\"a\",\"LastName\":\"A\"},");
    assertThat(upsert.headers().getFirst("Sforce-Auto-Assign")).isEqualTo("FALSE");
    assertThat(upsert.headers().getFirst("Sforce-Mru")).isEqualTo("updateMru=false");
    assertThat(upsert.headers().getFirst("Sforce-Duplicate-Rule-Header"))
        .isEqualTo("allowSave=true");
    assertThat(upsert.headers().getFirst("Sforce-Call-Options")).isEqualTo("client=aftercall");
    assertThat(quota.latest()).contains(new ApiQuota.Usage(18, 5000));
  }

  @Test
  void aPortionHoldsAtMostTwoHundredRecordsAndNoKeyTwice() throws Exception {
    start(request -> Answer.json(200, "[" + repeat(CREATED, records(request)) + "]"), LEADS);
    List<String> records =
        new ArrayList<>(
            IntStream.range(0, 250).mapToObj(i -> "{\"Key__c\":\"k" + i + "\"}").toList());
    records.add("{\"Key__c\":\"k249\"}");
    Shipment shipment = shipment(records.toArray(String[]::new));

    stage.deliver(shipment);

    assertThat(upserts()).extracting(this::records).containsExactly(200, 50, 1);
    assertThat(outcomes(shipment)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(251);
  }

  @Test
  void aPortionRefusedAsAWholeIsHalvedUntilTheCulpritStandsAlone() throws Exception {
    start(
        request ->
            request.body().contains("culprit")
                ? Answer.json(400, "[{\"errorCode\":\"JSON_PARSER_ERROR\",\"message\":\"no\"}]")
                : Answer.json(200, "[" + repeat(CREATED, records(request)) + "]"),
        LEADS);
    Shipment shipment =
        shipment(
            "{\"Key__c\":\"a\"}",
            "{\"Key__c\":\"b\"}",
            "{\"Key__c\":\"culprit\"}",
            "{\"Key__c\":\"d\"}");

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(shipment))
        .extracting(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Delivered", "Delivered", "Refused", "Delivered");
  }

  @Test
  void twoWritersOfOneKeyMeetOnce() throws Exception {
    List<Answer> answers =
        new ArrayList<>(
            List.of(
                Answer.json(200, "[" + failed("DUPLICATE_VALUE", "dup", null) + "]"),
                Answer.json(200, "[" + CREATED + "]"),
                Answer.json(200, "[" + failed("DUPLICATE_VALUE", "dup", null) + "]"),
                Answer.json(200, "[" + failed("DUPLICATE_VALUE", "dup", null) + "]")));
    start(request -> answers.remove(0), LEADS);
    Shipment race = shipment("{\"Key__c\":\"a\"}");
    Shipment conflict = shipment("{\"Key__c\":\"a\"}");

    stage.deliver(race);
    stage.deliver(conflict);

    assertThat(outcomes(race)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(outcomes(conflict)).hasOnlyElementsOfType(Outcome.Refused.class);
  }

  @Test
  void aTaskStandsOnTheLeadOrOnTheContactItBecame() throws Exception {
    start(
        request ->
            request.target().contains("/query")
                ? Answer.json(
                    200,
                    """
                    {"totalSize":2,"done":true,"records":[
                      {"Id":"00Q1","Aftercall_Person__c":"+491","IsConverted":false,"ConvertedContactId":null},
                      {"Id":"00Q2","Aftercall_Person__c":"o'neil\\\\","IsConverted":true,"ConvertedContactId":"0032"}]}
                    """)
                : Answer.json(200, "[" + repeat(CREATED, records(request)) + "]"),
        "kamelet:salesforce-person?awaitLead=5s",
        TASKS);
    Shipment shipment =
        new Shipment(
            "call-log",
            List.of(
                parcel("e1.call-log.0", 1, "{\"Key__c\":\"a\",\"_person\":\"+491\"}"),
                parcel("e2.call-log.0", 1, "{\"Key__c\":\"b\",\"_person\":\"o'neil\\\\\"}"),
                parcel("e3.call-log.0", 1, "{\"Key__c\":\"c\",\"_person\":\"+493\"}"),
                parcel("e4.call-log.0", 2, "{\"Key__c\":\"d\",\"_person\":\"+493\"}")));

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();
    String query = URLDecoder.decode(salesforce.asked().get(1).target(), StandardCharsets.UTF_8);
    assertThat(query).endsWith("WHERE Aftercall_Person__c IN ('+491','o\\'neil\\\\','+493')");
    assertThat(upserts().get(0).body())
        .contains("\"Key__c\":\"a\",\"WhoId\":\"00Q1\"")
        .contains("\"Key__c\":\"b\",\"WhoId\":\"0032\"")
        .contains("\"Key__c\":\"d\"}")
        .doesNotContain("\"c\"", "_person");
    assertThat(shipment.parcels().get(2).outcome())
        .isEqualTo(new Outcome.TryLater(Duration.ofSeconds(5), "waiting for the person's Lead"));
  }

  @Test
  void aConvertedLeadIsDoneForTheLeadAndComesBackForTheTask() throws Exception {
    String answer = "[" + failed("CANNOT_UPDATE_CONVERTED_LEAD", "converted", null) + "]";
    start(request -> Answer.json(200, answer), LEADS);
    Shipment lead = shipment("{\"Key__c\":\"a\"}");
    stage.deliver(lead);
    stop();
    start(request -> Answer.json(200, answer), TASKS);
    Shipment task = shipment("{\"Key__c\":\"a\"}");
    stage.deliver(task);

    assertThat(lead.parcels().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Delivered.class, done -> assertThat(done.reason()).contains("converted"));
    assertThat(task.parcels().get(0).outcome()).isInstanceOf(Outcome.TryLater.class);
  }

  @Test
  void foreignHeadersSteerNothing() throws Exception {
    start(
        request ->
            request.target().contains("/query")
                ? Answer.json(200, "{\"totalSize\":0,\"done\":true,\"records\":[]}")
                : Answer.json(200, "[" + CREATED + "]"),
        "kamelet:salesforce-person",
        TASKS);
    Map<String, Object> foreign =
        Map.of(
            "sObjectQuery", "SELECT Name FROM User",
            "sObjectName", "Opportunity",
            "sObjectIdName", "Evil__c",
            "apiVersion", "1.0",
            "allOrNone", "true",
            "Sforce-Auto-Assign", "TRUE",
            "CamelHttpUri", "http://127.0.0.1:9/");

    Shipment shipment = shipment("{\"Key__c\":\"a\"}");
    stage.deliver(shipment, foreign);

    assertThat(salesforce.asked())
        .extracting(Asked::target)
        .noneMatch(target -> target.contains("User") || target.contains("Opportunity"))
        .contains("/services/data/v62.0/composite/sobjects/Task/Key__c");
    assertThat(upserts().get(0).body()).startsWith("{\"allOrNone\":false");
    assertThat(upserts().get(0).headers().get("Sforce-Auto-Assign")).containsExactly("FALSE");
    assertThat(outcomes(shipment)).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void whatIsSettledIsNeverSent() throws Exception {
    start(request -> Answer.json(200, "[" + CREATED + "]"), LEADS);
    Shipment shipment =
        shipment("{\"Key__c\":\"a\"}", "{\"Key__c\":\"b\"}", "{\"Name\":\"no key\"}");
    shipment.parcels().get(0).settle(new Outcome.WouldSend("dry run"));

    stage.deliver(shipment);

    assertThat(upserts()).hasSize(1);
    assertThat(upserts().get(0).body()).contains("\"b\"").doesNotContain("\"a\"", "no key");
    assertThat(shipment.parcels().get(2).outcome())
        .isEqualTo(new Outcome.Refused("the record has no Key__c, its key", "Key__c"));
  }

  @Test
  void withoutALoginEverythingWaits() throws Exception {
    MockEnvironment nothing = new MockEnvironment();
    stage = stage(nothing, "kamelet:salesforce-person", TASKS);
    Shipment shipment = shipment("{\"Key__c\":\"a\"}");

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();
    assertThat(shipment.parcels().get(0).outcome())
        .isEqualTo(
            Outcome.Stopped.because(
                "not configured: set CAMEL_COMPONENT_SALESFORCE_LOGIN_URL,"
                    + " CAMEL_COMPONENT_SALESFORCE_CLIENT_ID,"
                    + " CAMEL_COMPONENT_SALESFORCE_CLIENT_SECRET"));
  }

  private void start(Function<Asked, Answer> answers, String... to) throws Exception {
    LoopbackServer[] self = new LoopbackServer[1];
    salesforce =
        new LoopbackServer(
            request ->
                request.target().startsWith("/services/oauth2/")
                    ? Answer.json(200, token(self[0].url()))
                    : answers.apply(request));
    self[0] = salesforce;
    MockEnvironment settings =
        new MockEnvironment()
            .withProperty("camel.component.salesforce.login-url", salesforce.url())
            .withProperty("camel.component.salesforce.client-id", "id")
            .withProperty("camel.component.salesforce.client-secret", "secret");
    stage = stage(settings, to);
  }

  private KameletStage stage(MockEnvironment settings, String... to) throws Exception {
    SalesforceLogin login = new SalesforceLogin(settings);
    Map<String, Object> beans = new HashMap<>();
    beans.put("salesforce-upsert", new UpsertSteps(login, new SalesforceFailures(), quota));
    beans.put("salesforce-person", new PersonSteps(login, quota));
    beans.put("salesforce", login.component(new org.apache.camel.impl.DefaultCamelContext()));
    return new KameletStage(beans, to);
  }

  private static String token(String url) {
    return """
    {"access_token":"00D!t","instance_url":"%s","token_type":"Bearer","issued_at":"1",
     "id":"%s/id/00D000000000001AAA/005000000000001AAA"}"""
        .formatted(url, url);
  }

  private List<Asked> upserts() {
    return salesforce.asked().stream().filter(r -> r.method().equals("PATCH")).toList();
  }

  private int records(Asked request) {
    return request.body().split("\"attributes\"", -1).length - 1;
  }

  private static String repeat(String result, int times) {
    return String.join(",", java.util.Collections.nCopies(times, result));
  }

  private static String failed(String code, String message, String field) {
    return "{\"success\":false,\"errors\":[{\"statusCode\":\"%s\",\"message\":\"%s\",\"fields\":[%s]}]}"
        .formatted(code, message, field == null ? "" : "\"" + field + "\"");
  }

  private static List<Outcome> outcomes(Shipment shipment) {
    return shipment.parcels().stream().map(Parcel::outcome).toList();
  }
}
