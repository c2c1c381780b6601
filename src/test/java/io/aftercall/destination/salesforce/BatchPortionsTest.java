package io.aftercall.destination.salesforce;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure of a whole portion is nobody's fault: it goes in smaller ones. */
class BatchPortionsTest extends SalesforceStage {
  private static final String LIMIT =
      failed(
          "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
          "LeadTrigger: System.LimitException: Too many SOQL queries: 101",
          null);

  private void taking(int most, String failure) throws Exception {
    start(
        request ->
            Answer.json(
                200,
                "[" + repeat(records(request) > most ? failure : CREATED, records(request)) + "]"),
        LEADS);
  }

  private static DeliveryBatch of(int records) throws Exception {
    return batch(
        IntStream.range(0, records)
            .mapToObj(i -> "{\"Key__c\":\"k" + i + "\"}")
            .toArray(String[]::new));
  }

  @Test
  void theOrgsLimitHalvesThePortionAndTheNextOneBeginsSmall() throws Exception {
    taking(60, LIMIT);
    DeliveryBatch deliveryBatch = of(200);

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(200);
    assertThat(upserts())
        .extracting(SalesforceStage::records)
        .containsExactly(200, 100, 50, 50, 100, 50, 50);
    int before = upserts().size();

    DeliveryBatch next = of(200);
    stage.deliver(next);

    assertThat(outcomes(next)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(upserts().subList(before, upserts().size()))
        .extracting(SalesforceStage::records)
        .containsExactly(50, 50, 50, 50);
  }

  @Test
  void whatHitsEveryRecordOfAPortionIsTriedInSmallerOnes() throws Exception {
    taking(3, failed("CANNOT_EXECUTE_FLOW_TRIGGER", "We can't save this record", null));
    DeliveryBatch deliveryBatch = of(8);

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(8);
  }

  /** One that is refused alone as well is refused; so are its neighbours, without 400 requests. */
  @Test
  void whatEachRecordGetsAloneIsTheRecords() throws Exception {
    taking(0, failed("FIELD_CUSTOM_VALIDATION_EXCEPTION", "no", null));
    DeliveryBatch deliveryBatch = of(200);

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Rejected.class).hasSize(200);
    assertThat(upserts()).hasSizeLessThan(20);
  }

  @Test
  void aLimitOfOneRecordAloneIsTriedAgainAndNeverRejected() throws Exception {
    taking(0, LIMIT);
    DeliveryBatch deliveryBatch = of(3);

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Retry.class).hasSize(3);
    assertThat(outcomes(deliveryBatch).get(0).reason()).contains("ran into a limit of Salesforce");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"errorCode\":\"UNKNOWN_EXCEPTION\",\"message\":\"Apex CPU time limit exceeded\"}]",
        "[{\"errorCode\":\"APEX_ERROR\",\"message\":\"System.LimitException: Apex heap size too"
            + " large: 7\"}]",
        "[{\"errorCode\":\"QUERY_TIMEOUT\",\"message\":\"Your query request was running for too"
            + " long.\"}]",
      })
  void aRequestThatFailsForALimitGoesInHalves(String body) throws Exception {
    start(
        request ->
            records(request) > 2
                ? Answer.json(400, body)
                : Answer.json(200, "[" + repeat(CREATED, records(request)) + "]"),
        LEADS);
    DeliveryBatch deliveryBatch = of(8);

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(8);
  }

  @Test
  void aPortionThatGetsNoAnswerIsNotSentOnceMoreAsItWas() throws Exception {
    Function<Asked, Answer> answers =
        request ->
            records(request) > 4
                ? Answer.drop()
                : Answer.json(200, "[" + repeat(CREATED, records(request)) + "]");
    start(answers, LEADS);
    stage.deliver(of(8));
    DeliveryBatch again = of(8);

    stage.deliver(again);

    assertThat(outcomes(again)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(8);
  }

  /** A value may hold any words. */
  @Test
  void whatARecordSaysIsNoLimit() throws Exception {
    taking(1, failed("STRING_TOO_LONG", "City: data value too large: CPU time limit", "City"));
    DeliveryBatch deliveryBatch = of(2);

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(upserts()).hasSize(1);
  }

  @Test
  void theWaitThatIsAskedForIsKept() throws Exception {
    start(request -> Answer.json(503, "[]").with("Retry-After", "120"), LEADS);
    DeliveryBatch deliveryBatch = of(2);

    assertThat(stage.deliver(deliveryBatch).getException()).isNull();

    assertThat(outcomes(deliveryBatch))
        .hasSize(2)
        .allSatisfy(
            outcome ->
                assertThat(((Outcome.Retry) outcome).after()).isEqualTo(Duration.ofMinutes(2)));
  }

  @Test
  void sizesGrowAgainAfterAWhile() {
    PortionSizes sizes = new PortionSizes();
    sizes.tooMany("lead:Lead", 200);
    sizes.tooMany("lead:Lead", 100);
    assertThat(sizes.of("lead:Lead")).isEqualTo(50);
    assertThat(sizes.of("other")).isEqualTo(200);
    for (int i = 0; i < 19; i++) {
      sizes.passed("lead:Lead", 50);
      sizes.passed("lead:Lead", 10);
    }
    assertThat(sizes.of("lead:Lead")).isEqualTo(50);
    sizes.passed("lead:Lead", 50);
    assertThat(sizes.of("lead:Lead")).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "INVALID_FIELD ~ No such column 'Aftercall_Last_Call__c' on sobject of type Lead ~"
            + " Aftercall_Last_Call__c",
        "NOT_FOUND ~ Provided external ID field does not exist or is not accessible: Key__c ~"
            + " Key__c",
        "REQUIRED_FIELD_MISSING ~ Required fields are missing: [LastName, Company] ~ LastName,"
            + " Company",
        "DUPLICATE_VALUE ~ duplicate value found: Mail__c duplicates value on record with id: 001U"
            + " ~ Mail__c",
      })
  void whatSalesforceNamesStandsInTheReason(String code, String message, String names)
      throws Exception {
    start(
        request ->
            Answer.json(
                400, "[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message)),
        LEADS);
    DeliveryBatch deliveryBatch = of(1);

    Exception failure = stage.deliver(deliveryBatch).getException();

    Outcome outcome =
        failure == null
            ? outcomes(deliveryBatch).get(0)
            : new SalesforceExceptionClassifier().read(failure).orElseThrow();
    assertThat(outcome.reason()).contains(": " + names, "[" + code + "]");
  }

  /** apache/camel#24885 and the like: nothing where something should be. */
  @Test
  void aListOfNothingIsNoError() throws Exception {
    start(request -> Answer.json(200, "[{\"success\":false,\"errors\":[null]}]"), LEADS);
    DeliveryBatch deliveryBatch = of(1);

    stage.deliver(deliveryBatch);

    assertThat(List.of(deliveryBatch.items().get(0).outcome()))
        .hasOnlyElementsOfType(Outcome.Retry.class);
  }
}
