package io.aftercall.destination.salesforce;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class UpsertKameletTest extends SalesforceStage {

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
    DeliveryBatch deliveryBatch =
        batch(
            "{'Key__c':'a','LastName':'A','Email':null,'_note':1}".replace('\'', '"'),
            "{\"Key__c\":\"b\"}",
            "{\"Key__c\":\"c\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            new Outcome.Delivered("00Q000000000001AAA", "created"),
            new Outcome.Rejected(
                "Salesforce: a required field is missing: LastName [REQUIRED_FIELD_MISSING]",
                "LastName"),
            new Outcome.Retry(
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
        .isEqualTo("allowSave=false");
    assertThat(upsert.headers().getFirst("Sforce-Call-Options")).isEqualTo("client=aftercall");
    assertThat(upsert.headers()).as("is for ourselves").doesNotContainKey("X-sfdc-aftercall");
    assertThat(quota.latest()).contains(new ApiQuota.Usage(18, 5000));
  }

  /** That somebody must not be called does not wait for another day's API calls. */
  @Test
  void whatMayUseTheReserveIsWrittenWhenOnlyThatIsLeft() throws Exception {
    start(request -> Answer.json(200, "[" + CREATED + "]"), LEADS + "&useReserve=true");
    quota.note("api-usage=950/1000");
    DeliveryBatch marked = batch("{\"Key__c\":\"a\"}");

    stage.deliver(marked);

    assertThat(outcomes(marked)).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void aPortionHoldsAtMostTwoHundredRecordsAndNoKeyTwice() throws Exception {
    start(request -> Answer.json(200, "[" + repeat(CREATED, records(request)) + "]"), LEADS);
    List<String> records =
        new ArrayList<>(
            IntStream.range(0, 250).mapToObj(i -> "{\"Key__c\":\"k" + i + "\"}").toList());
    records.add("{\"Key__c\":\"k249\"}");
    DeliveryBatch deliveryBatch = batch(records.toArray(String[]::new));

    stage.deliver(deliveryBatch);

    assertThat(upserts()).extracting(SalesforceStage::records).containsExactly(200, 50, 1);
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(251);
  }

  @Test
  void aPortionRefusedAsAWholeIsHalvedUntilThePoisonRecordStandsAlone() throws Exception {
    start(
        request ->
            request.body().contains("culprit")
                ? Answer.json(400, "[{\"errorCode\":\"JSON_PARSER_ERROR\",\"message\":\"no\"}]")
                : Answer.json(200, "[" + repeat(CREATED, records(request)) + "]"),
        LEADS);
    DeliveryBatch deliveryBatch =
        batch(
            "{\"Key__c\":\"a\"}",
            "{\"Key__c\":\"b\"}",
            "{\"Key__c\":\"culprit\"}",
            "{\"Key__c\":\"d\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(deliveryBatch))
        .extracting(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Delivered", "Delivered", "Rejected", "Delivered");
  }

  /** 200 records, one refused, two locked. */
  @Test
  void aFullBatchTellsTheTruthAboutEachRecord() throws Exception {
    List<String> results = new ArrayList<>(java.util.Collections.nCopies(200, CREATED));
    results.set(17, failed("STRING_TOO_LONG", "too long", "City"));
    results.set(99, failed("UNABLE_TO_LOCK_ROW", "busy", null));
    results.set(199, failed("UNABLE_TO_LOCK_ROW", "busy", null));
    start(request -> Answer.json(200, "[" + String.join(",", results) + "]"), LEADS);
    DeliveryBatch deliveryBatch =
        batch(
            IntStream.range(0, 200)
                .mapToObj(i -> "{\"Key__c\":\"k" + i + "\"}")
                .toArray(String[]::new));

    stage.deliver(deliveryBatch);

    assertThat(upserts()).hasSize(1);
    assertThat(outcomes(deliveryBatch))
        .filteredOn(o -> o instanceof Outcome.Delivered)
        .hasSize(197);
    assertThat(outcomes(deliveryBatch).get(17)).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcomes(deliveryBatch).get(99)).isInstanceOf(Outcome.Retry.class);
    assertThat(outcomes(deliveryBatch).get(199)).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void aBadRequestWithoutACodeIsNobodysFault() throws Exception {
    start(request -> Answer.json(400, ""), LEADS);
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Retry.class);
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
    DeliveryBatch race = batch("{\"Key__c\":\"a\"}");
    DeliveryBatch conflict = batch("{\"Key__c\":\"a\"}");

    stage.deliver(race);
    stage.deliver(conflict);

    assertThat(outcomes(race)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(outcomes(conflict)).hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void whatIsSettledIsNeverSent() throws Exception {
    start(request -> Answer.json(200, "[" + CREATED + "]"), LEADS);
    DeliveryBatch deliveryBatch =
        batch("{\"Key__c\":\"a\"}", "{\"Key__c\":\"b\"}", "{\"Name\":\"no key\"}");
    deliveryBatch.items().get(0).complete(new Outcome.DryRun("dry run"));

    stage.deliver(deliveryBatch);

    assertThat(upserts()).hasSize(1);
    assertThat(upserts().get(0).body()).contains("\"b\"").doesNotContain("\"a\"", "no key");
    assertThat(deliveryBatch.items().get(2).outcome())
        .isEqualTo(new Outcome.Rejected("the record has no Key__c, its key", "Key__c"));
  }

  @Test
  void aConnectionLostAfterTheRecordsWereSentIsAFailureOfThemAll() throws Exception {
    start(request -> Answer.drop(), LEADS);
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}", "{\"Key__c\":\"b\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(deliveryBatch.open()).hasSize(2);
    assertThat(new SalesforceExceptionClassifier().read(done.getException()).orElseThrow())
        .isEqualTo(
            Outcome.Retry.unknown(
                "Salesforce: no answer; whether it was saved is unknown, the upsert is repeated"));
  }

  @Test
  void anAnswerOfAnotherLengthSettlesNobodyForGood() throws Exception {
    start(request -> Answer.json(200, "[" + CREATED + "]"), LEADS);
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}", "{\"Key__c\":\"b\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Retry.class).hasSize(2);
  }

  @Test
  void aPageInsteadOfAnAnswerIsTriedAgain() throws Exception {
    start(
        request -> new Answer(200, Map.of("Content-Type", "text/html"), "<html>maintenance</html>"),
        LEADS);
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException() == null ? outcomes(deliveryBatch) : List.of(read(done)))
        .hasOnlyElementsOfType(Outcome.Retry.class)
        .hasSize(1);
  }

  private static Outcome read(Exchange done) {
    return new SalesforceExceptionClassifier().read(done.getException()).orElseThrow();
  }
}
