package io.aftercall.destination.salesforce;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Notes;
import io.aftercall.destination.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that Salesforce does not take is left out, and the record goes without it. */
class OptionalValuesTest extends SalesforceStage {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Salesforce judges each record of a portion by this. */
  private void judging(Function<JsonNode, String> judge) throws Exception {
    start(
        request -> {
          List<String> results = new ArrayList<>();
          for (JsonNode record : tree(request).path("records")) {
            String failure = judge.apply(record);
            results.add(failure == null ? CREATED : failure);
          }
          return Answer.json(200, results.toString());
        },
        LEADS);
  }

  private static JsonNode tree(Asked request) {
    try {
      return JSON.readTree(request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_EMAIL_ADDRESS, Email: invalid email address: max@mueller, Email, Email",
    "STRING_TOO_LONG, City: data value too large: Llanfair (max length=40), City, City",
    "NUMBER_OUTSIDE_VALID_RANGE, Employees: value outside of valid range, NumberOfEmployees,"
        + " NumberOfEmployees",
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST, Rating: bad value for restricted picklist field: So,"
        + " Rating, Rating",
    "FIELD_INTEGRITY_EXCEPTION, There's a problem with this country: Country, , Country",
    "INACTIVE_OWNER_OR_USER, operation performed with inactive user, OwnerId, OwnerId",
    "FIELD_INTEGRITY_EXCEPTION, Website: not so, , Website",
  })
  void whatAReceiverNamesAsWrongIsLeftOut(String code, String message, String named, String field)
      throws Exception {
    judging(record -> record.has(field) ? failed(code, message, named) : null);
    DeliveryBatch deliveryBatch =
        batch(
            "{\"Key__c\":\"a\",\"LastName\":\"A\",\"%s\":\"wrong\",\"Title\":\"x\"}"
                .formatted(field),
            "{\"Key__c\":\"b\",\"LastName\":\"B\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(2);
    JsonNode again = tree(upserts().get(1)).path("records");
    assertThat(again).hasSize(1);
    assertThat(again.get(0).path("Title").asText()).isEqualTo("x");
    assertThat(again.get(0).has(field)).isFalse();
    DeliveryItem deliveryItem = deliveryBatch.items().get(0);
    assertThat(Notes.of(deliveryItem)).singleElement().asString().startsWith(field + " left out: ");
    assertThat(Notes.of(deliveryItem).get(0))
        .contains(code)
        .doesNotContain("wrong", "Llanfair", "max@");
    assertThat(Notes.of(deliveryBatch.items().get(1))).isEmpty();
  }

  @Test
  void oneAfterTheOtherAndAllOfABatchTogether() throws Exception {
    judging(
        record ->
            record.has("Email")
                ? failed("INVALID_EMAIL_ADDRESS", "no", "Email")
                : record.has("City") ? failed("STRING_TOO_LONG", "no", "City") : null);
    DeliveryBatch deliveryBatch =
        batch(
            "{\"Key__c\":\"a\",\"Email\":\"e\",\"City\":\"c\"}",
            "{\"Key__c\":\"b\",\"Email\":\"e\"}",
            "{\"Key__c\":\"c\",\"City\":\"c\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(3);
    assertThat(upserts()).extracting(SalesforceStage::records).containsExactly(3, 3, 1);
  }

  @Test
  void theDefaultOfAFieldTakesThePlaceOfAWrongValue() throws Exception {
    judging(
        record ->
            record.path("DurationInMinutes").asText().equals("30")
                ? null
                : failed("NUMBER_OUTSIDE_VALID_RANGE", "no", "DurationInMinutes"));
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\",\"DurationInMinutes\":\"99999\"}");
    DeliveryItem deliveryItem = deliveryBatch.items().get(0);
    deliveryItem.optional().rules(Set.of("Key__c"), field -> Optional.of(TextNode.valueOf("30")));

    stage.deliver(deliveryBatch);

    assertThat(deliveryItem.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(Notes.of(deliveryItem).get(0))
        .startsWith("the default of DurationInMinutes was sent: ");
  }

  @Test
  void aNeededFieldStillRejects() throws Exception {
    judging(record -> failed("STRING_TOO_LONG", "no", "LastName"));
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\",\"LastName\":\"A\",\"City\":\"c\"}");
    deliveryBatch.items().get(0).optional().rules(Set.of("LastName"), field -> Optional.empty());

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            new Outcome.Rejected(
                "Salesforce: a value is too long: LastName [STRING_TOO_LONG]", "LastName"));
    assertThat(upserts()).hasSize(1);
  }

  @Test
  void theKeyIsNeverLeftOut() throws Exception {
    judging(record -> failed("STRING_TOO_LONG", "no", "Key__c"));
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\",\"LastName\":\"A\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(upserts()).hasSize(1);
  }

  /** Without its field the record is refused for another reason, and that is the end. */
  @Test
  void whatCannotGoWithoutIsRejectedWithBothReasons() throws Exception {
    judging(
        record ->
            record.has("Company")
                ? failed("STRING_TOO_LONG", "no", "Company")
                : failed("REQUIRED_FIELD_MISSING", "no", "Company"));
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\",\"Company\":\"A\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch).get(0).reason())
        .contains("REQUIRED_FIELD_MISSING", "Company");
    assertThat(Notes.of(deliveryBatch.items().get(0)).get(0)).contains("STRING_TOO_LONG");
  }
}
