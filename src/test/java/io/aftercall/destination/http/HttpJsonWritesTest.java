package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Notes;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.mapping.write.FieldWritePolicy.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people typed stays, and one wrong value does not keep a record back, also by HTTP. */
class HttpJsonWritesTest extends JsonStage {
  private static final String FOUND =
      "._found | if . == null then null else {Name: .n, Phone: .p} end";
  private static final FieldWritePolicy NEW = new FieldWritePolicy(Policy.CREATE, 255);
  private static final FieldWritePolicy EMPTY = new FieldWritePolicy(Policy.IF_EMPTY, 255);

  private void care(DeliveryBatch deliveryBatch) {
    deliveryBatch.items().forEach(p -> p.cautions(Map.of("Name", NEW, "Phone", EMPTY)));
  }

  @Test
  void aDefaultIsForANewRecordAndWhatIsThereStays() throws Exception {
    start(Map.of("holds", FOUND), "", request -> Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch =
        batch(
            "{\"Name\":\"Unknown\",\"Phone\":\"+491\",\"x\":1,\"_found\":{\"n\":\"Muster\",\"p\":\"0151\"}}",
            "{\"Name\":\"Unknown\",\"Phone\":\"+491\",\"x\":2,\"_found\":{\"n\":\"Muster\",\"p\":null}}",
            "{\"Name\":\"Unknown\",\"Phone\":\"+491\",\"x\":3,\"_found\":null}");
    care(deliveryBatch);

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(3);
    assertThat(system.asked())
        .extracting(asked -> asked.body())
        .containsExactly(
            "{\"x\":1}",
            "{\"Phone\":\"+491\",\"x\":2}",
            "{\"Name\":\"Unknown\",\"Phone\":\"+491\",\"x\":3}");
    assertThat(Notes.of(deliveryBatch.items().get(0)))
        .containsExactly(
            "Name left as it was: it is only for a new record",
            "Phone left as it was: something stands there already");
  }

  @Test
  void aBatchIsToldRecordByRecord() throws Exception {
    start(
        Map.of("mode", "batch", "body", "{data: .}", "holds", "[.[] | " + FOUND + "]"),
        "",
        request -> Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch =
        batch(
            "{\"Name\":\"Unknown\",\"_found\":null}",
            "{\"Name\":\"Unknown\",\"x\":1,\"_found\":{\"n\":\"Muster\"}}");
    care(deliveryBatch);

    stage.deliver(deliveryBatch);

    assertThat(system.asked().get(0).body())
        .isEqualTo("{\"data\":[{\"Name\":\"Unknown\"},{\"x\":1}]}");
  }

  @Test
  void withoutHoldsAllIsWritten() throws Exception {
    start(Map.of(), "", request -> Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch = batch("{\"Name\":\"Unknown\",\"Phone\":\"+491\"}");
    care(deliveryBatch);

    stage.deliver(deliveryBatch);

    assertThat(system.asked().get(0).body()).contains("Unknown", "+491");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":{\"email\":[\"is invalid\"]}}",
        "{\"message\":\"no\",\"errors\":[{\"context\":{\"propertyName\":[\"email\"]}}]}",
        "{\"errors\":[{\"source\":{\"pointer\":\"/data/attributes/email\"}}]}",
        "{\"code\":\"INVALID_DATA\",\"details\":{\"api_name\":\"Email\"}}",
        "{\"errorCode\":\"BAD\",\"field\":\"customer.email\"}",
      })
  void aFieldThatTheSystemNamesIsLeftOutOnce(String answer) throws Exception {
    start(
        Map.of(),
        "",
        request ->
            request.body().contains("email") ? Answer.json(422, answer) : Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch = batch("{\"customer\":{\"email\":\"max@\",\"name\":\"x\"}}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(system.asked().get(1).body()).isEqualTo("{\"customer\":{\"name\":\"x\"}}");
    assertThat(Notes.of(deliveryBatch.items().get(0)))
        .containsExactly("customer.email left out: HTTP 422, the system does not take its value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[{\"code\":\"DUPLICATE\",\"record\":{\"email\":\"max@\",\"name\":\"x\"}}]}",
        "{\"error\":\"no\"}",
        "[]",
        "<html>email</html>",
      })
  void whatAccusesNoFieldRejects(String answer) throws Exception {
    start(Map.of(), "", request -> Answer.json(400, answer));
    DeliveryBatch deliveryBatch = batch("{\"customer\":{\"email\":\"max@\",\"name\":\"x\"}}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(system.asked()).hasSize(1);
  }

  @Test
  void theVerdictMayNameItTooAndOnlyThatRecordGoesAgain() throws Exception {
    start(
        Map.of(
            "mode",
            "batch",
            "body",
            "{data: .}",
            "result",
            "[.answer.data[] | {ok: .ok, reason: .code, field: .field}]"),
        "",
        request ->
            Answer.json(
                200,
                request.body().contains("Email")
                    ? "{\"data\":[{\"ok\":true},{\"ok\":false,\"code\":\"INVALID_DATA\",\"field\":\"Email\"}]}"
                    : "{\"data\":[{\"ok\":true}]}"));
    DeliveryBatch deliveryBatch = batch("{\"x\":1}", "{\"x\":2,\"Email\":\"max@\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class).hasSize(2);
    assertThat(system.asked().get(1).body()).isEqualTo("{\"data\":[{\"x\":2}]}");
    assertThat(Notes.of(deliveryBatch.items().get(1)).get(0))
        .isEqualTo("Email left out: HTTP 200 INVALID_DATA, the system does not take its value");
  }

  @Test
  void aNeededFieldRejectsAndADefaultIsTriedOnce() throws Exception {
    start(Map.of(), "", request -> Answer.json(400, "{\"errors\":[{\"field\":\"last_name\"}]}"));
    DeliveryBatch needed = batch("{\"last_name\":\"x\"}");
    needed.items().get(0).optional().rules(Set.of("last_name"), field -> Optional.empty());
    stage.deliver(needed);
    assertThat(outcomes(needed)).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(system.asked()).hasSize(1);

    DeliveryBatch other = batch("{\"last_name\":\"x\"}");
    DeliveryItem deliveryItem = other.items().get(0);
    deliveryItem.optional().rules(Set.of(), field -> Optional.of(TextNode.valueOf("Unknown")));
    stage.deliver(other);
    assertThat(system.asked().get(2).body()).isEqualTo("{\"last_name\":\"Unknown\"}");
    assertThat(system.asked()).hasSize(4);
    assertThat(deliveryItem.outcome()).isInstanceOf(Outcome.Rejected.class);
  }
}
