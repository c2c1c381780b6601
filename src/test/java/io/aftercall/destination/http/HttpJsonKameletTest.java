package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.KameletStage;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code http-json} against a real server: one record, many records, questions. */
class HttpJsonKameletTest extends JsonStage {
  @Test
  void aRecordIsSentAsTheRouteSays() throws Exception {
    settings.put("crm.token", "pat-1");
    start(
        Map.of(
            "credentialSetting",
            "crm.token",
            "method",
            "PUT",
            "path",
            "\"/people/\\(.id|@uri)\"",
            "query",
            "{a: \"x y\", b: null, c: 1}",
            "body",
            "{person: ., plus: (1+1)}",
            "result",
            ".answer.id"),
        "/api",
        request -> Answer.json(200, "{\"id\":77}"));
    DeliveryBatch deliveryBatch = batch("{\"id\":\"a/b\",\"_own\":1,\"name\":\"Müller\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(deliveryBatch)).containsExactly(Outcome.Delivered.as("77"));
    Asked asked = system.asked().get(0);
    assertThat(asked.method()).isEqualTo("PUT");
    assertThat(asked.target()).isEqualTo("/api/people/a%2Fb?a=x%20y&c=1");
    assertThat(asked.body())
        .isEqualTo("{\"person\":{\"id\":\"a/b\",\"name\":\"Müller\"},\"plus\":2}");
    assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer pat-1");
    assertThat(asked.headers().getFirst("Idempotency-Key")).isEqualTo("e1.test.0");
  }

  @Test
  void aQuestionFillsTheRecordAndTheRouteGoesOn() throws Exception {
    start(
        Map.of(
            "method", "GET",
            "query", "{term: .phone}",
            "saveAs", "_id",
            "result", ".answer.items[0].id"),
        "",
        request -> Answer.json(200, "{\"items\":[{\"id\":5}]}"));
    DeliveryBatch deliveryBatch = batch("{\"phone\":\"+49 1\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).containsOnlyNulls();
    assertThat(((ObjectNode) done.getMessage().getBody()).path("_id").asInt()).isEqualTo(5);
    assertThat(system.asked().get(0).target()).isEqualTo("/?term=%2B49%201");
    assertThat(system.asked().get(0).body()).isEmpty();
    assertThat(system.asked().get(0).headers()).doesNotContainKey("Idempotency-Key");
  }

  @Test
  void notFoundIsAnAnswerToAQuestion() throws Exception {
    start(Map.of("method", "GET", "saveAs", "_id"), "", request -> Answer.json(404, "{}"));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).containsOnlyNulls();
    assertThat(deliveryBatch.items().get(0).record().path("_id").isNull()).isTrue();
  }

  @Test
  void eachRecordOfABatchHasItsOwnVerdict() throws Exception {
    start(
        Map.of(
            "mode", "batch",
            "body", "{inputs: map({id})}",
            "result",
                "[.answer.results[] | {ok: (.code == \"OK\"), id, retry: (.code == \"BUSY\"),"
                    + " reason: .code, field}]"),
        "",
        request ->
            Answer.json(
                207,
                """
                {"results":[{"code":"OK","id":"x1"},{"code":"BUSY"},
                {"code":"DUPLICATE","field":"Phone"},{"code":"Max Muster is known"}]}\
                """));
    DeliveryBatch deliveryBatch = batch("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}");

    stage.deliver(deliveryBatch);

    assertThat(system.asked()).hasSize(1);
    assertThat(system.asked().get(0).body())
        .isEqualTo("{\"inputs\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]}");
    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Delivered.as("x1"),
            Outcome.Retry.because("HTTP 207 BUSY: the system asks to come back"),
            new Outcome.Rejected("HTTP 207 DUPLICATE: the system refuses the record", "Phone"),
            new Outcome.Rejected("HTTP 207: the system refuses the record", ""));
  }

  @Test
  void aBatchThatIsRefusedAsAWholeIsHalvedUntilThePoisonRecordStandsAlone() throws Exception {
    start(
        Map.of("mode", "batch", "body", "."),
        "",
        request -> Answer.json(request.body().contains("bad") ? 400 : 200, "{}"));
    DeliveryBatch deliveryBatch =
        batch("{\"id\":1}", "{\"id\":2}", "{\"id\":\"bad\"}", "{\"id\":4}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch).stream().map(Outcome::name))
        .containsExactly("delivered", "delivered", "rejected", "delivered");
    assertThat(system.asked()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path   | "@evil.example/"      | leads elsewhere
          path   | "/a/../../b"          | leads elsewhere
          path   | .id + 1 + {}          | a jq of the route
          path   | .id                   | 'path' gives no text
          query  | "x"                   | 'query' gives no object
          """)
  void whatAnExpressionMakesOfARecordIsHeldAgainstTheAddress(
      String parameter, String jq, String reason) throws Exception {
    start(Map.of(parameter, jq), "", request -> Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch = batch("{\"id\":1}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch).get(0)).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcomes(deliveryBatch).get(0).reason()).contains(reason);
    assertThat(system.asked()).isEmpty();
  }

  /** The address is the operator's, so it is wrong for all records: none of them is used up. */
  @Test
  void anAddressThatMayNotBeDialledStopsTheDestination() throws Exception {
    start(Map.of(), "/", request -> Answer.json(200, "{}"));
    stage.reaching("");
    DeliveryBatch deliveryBatch = batch("{}", "{}");
    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Paused.class);
    assertThat(outcomes(deliveryBatch).get(0).reason()).contains("add allowIps: \"127.0.0.1\"");
    assertThat(system.asked()).isEmpty();
  }

  @Test
  void whatIsNotSetIsNamed() throws Exception {
    settings.put("crm.url", "https://crm.example");
    stage = step(Map.of("credentialSetting", "my-crm.token"));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(Outcome.Paused.because("not configured: set MY_CRM_TOKEN"));
  }

  /** The address of all records is a setting; one made of a record may name what is not there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "/persons"           | null      | paused
          "/a\\u002fb"       | null      | paused
          "/persons/\\(.id)" | null      | rejected
          .id                  | null      | rejected
          "/persons"           | {id: .id} | rejected
          """)
  void notFoundIsAboutWhatMadeTheAddress(String path, String query, String outcome)
      throws Exception {
    start(Map.of("path", path, "query", query), "", request -> Answer.json(404, "{}"));
    DeliveryBatch deliveryBatch = KameletStage.batch("{\"id\":\"/7\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch).get(0).name()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "429,retry",
    "500,retry",
    "401,paused",
    "410,paused",
    "404,paused",
    "422,rejected",
    "302,paused"
  })
  void otherAnswersMeanWhatTheyMeanElsewhere(int status, String outcome) throws Exception {
    start(Map.of(), "", request -> Answer.json(status, "{}"));
    DeliveryBatch deliveryBatch = KameletStage.batch("{}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();

    assertThat(outcomes(deliveryBatch).get(0).name()).isEqualTo(outcome);
  }
}
