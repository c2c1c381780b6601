package aftercall.http;

import static aftercall.KameletStage.outcomes;
import static aftercall.KameletStage.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.KameletStage;
import aftercall.LoopbackServer.Answer;
import aftercall.LoopbackServer.Asked;
import aftercall.delivery.Outcome;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            "credential",
            "crm.token",
            "method",
            "PUT",
            "path",
            "\"/people/\\(.id|@uri)\"",
            "query",
            "{a: \"x y\", b: null, c: 1}",
            "send",
            "{person: ., plus: (1+1)}",
            "verdict",
            ".answer.id"),
        "/api",
        request -> Answer.json(200, "{\"id\":77}"));
    Shipment shipment = shipment("{\"id\":\"a/b\",\"_own\":1,\"name\":\"Müller\"}");

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(shipment)).containsExactly(Outcome.Delivered.as("77"));
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
            "as", "_id",
            "verdict", ".answer.items[0].id"),
        "",
        request -> Answer.json(200, "{\"items\":[{\"id\":5}]}"));
    Shipment shipment = shipment("{\"phone\":\"+49 1\"}");

    Exchange done = stage.deliver(shipment);

    assertThat(outcomes(shipment)).containsOnlyNulls();
    assertThat(((ObjectNode) done.getMessage().getBody()).path("_id").asInt()).isEqualTo(5);
    assertThat(system.asked().get(0).target()).isEqualTo("/?term=%2B49%201");
    assertThat(system.asked().get(0).body()).isEmpty();
    assertThat(system.asked().get(0).headers()).doesNotContainKey("Idempotency-Key");
  }

  @Test
  void notFoundIsAnAnswerToAQuestion() throws Exception {
    start(Map.of("method", "GET", "as", "_id"), "", request -> Answer.json(404, "{}"));
    Shipment shipment = shipment("{}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment)).containsOnlyNulls();
    assertThat(shipment.parcels().get(0).record().path("_id").isNull()).isTrue();
  }

  @Test
  void eachRecordOfABatchHasItsOwnVerdict() throws Exception {
    start(
        Map.of(
            "portion", "all",
            "send", "{inputs: map({id})}",
            "verdict",
                "[.answer.results[] | {ok: (.code == \"OK\"), id, retry: (.code == \"BUSY\"),"
                    + " reason: .code, field}]"),
        "",
        request ->
            Answer.json(
                207,
                """
                {"results":[{"code":"OK","id":"x1"},{"code":"BUSY"},
                {"code":"DUPLICATE","field":"Phone"},{"code":"Max Muster is known"}]}"""));
    Shipment shipment = shipment("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}");

    stage.deliver(shipment);

    assertThat(system.asked()).hasSize(1);
    assertThat(system.asked().get(0).body())
        .isEqualTo("{\"inputs\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]}");
    assertThat(outcomes(shipment))
        .containsExactly(
            Outcome.Delivered.as("x1"),
            Outcome.TryLater.because("HTTP 207 BUSY: the system asks to come back"),
            new Outcome.Refused("HTTP 207 DUPLICATE: the system refuses the record", "Phone"),
            new Outcome.Refused("HTTP 207: the system refuses the record", ""));
  }

  @Test
  void aBatchThatIsRefusedAsAWholeIsHalvedUntilTheCulpritStandsAlone() throws Exception {
    start(
        Map.of("portion", "all", "send", "."),
        "",
        request -> Answer.json(request.body().contains("bad") ? 400 : 200, "{}"));
    Shipment shipment = shipment("{\"id\":1}", "{\"id\":2}", "{\"id\":\"bad\"}", "{\"id\":4}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment).stream().map(Outcome::name))
        .containsExactly("delivered", "delivered", "refused", "delivered");
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
    Shipment shipment = shipment("{\"id\":1}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment).get(0)).isInstanceOf(Outcome.Refused.class);
    assertThat(outcomes(shipment).get(0).reason()).contains(reason);
    assertThat(system.asked()).isEmpty();
  }

  /** The address is the operator's, so it is wrong for all records: none of them is used up. */
  @Test
  void anAddressThatMayNotBeDialledStopsTheDestination() throws Exception {
    start(Map.of(), "/", request -> Answer.json(200, "{}"));
    stage.reaching("");
    Shipment shipment = shipment("{}", "{}");
    stage.deliver(shipment);

    assertThat(outcomes(shipment)).hasOnlyElementsOfType(Outcome.Stopped.class);
    assertThat(outcomes(shipment).get(0).reason()).contains("add allowIps: \"127.0.0.1\"");
    assertThat(system.asked()).isEmpty();
  }

  @Test
  void whatIsNotSetIsNamed() throws Exception {
    settings.put("crm.url", "https://crm.example");
    stage = step(Map.of("credential", "my-crm.token"));
    Shipment shipment = shipment("{}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment))
        .containsExactly(Outcome.Stopped.because("not configured: set MY_CRM_TOKEN"));
  }

  @ParameterizedTest
  @CsvSource({
    "429,try_later",
    "500,try_later",
    "401,stopped",
    "410,stopped",
    "404,refused",
    "422,refused",
    "302,stopped"
  })
  void otherAnswersMeanWhatTheyMeanElsewhere(int status, String outcome) throws Exception {
    start(Map.of(), "", request -> Answer.json(status, "{}"));
    Shipment shipment = KameletStage.shipment("{}");

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();

    assertThat(outcomes(shipment).get(0).name()).isEqualTo(outcome);
  }
}
