package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.item;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code http-json} sends what the integrator wrote, and keeps what a question found. */
class HttpJsonBodyTest extends JsonStage {
  private static final String RECORD =
      "{\"_id\":7,\"name\":\"A\",\"sum\":{\"_c\":\"EUR\",\"v\":1}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          .                                           | {"name":"A","sum":{"_c":"EUR","v":1}}
          {data: .}                                   | {"data":{"name":"A","sum":{"_c":"EUR","v":1}}}
          {data: [.], _k: 1}                          | {"data":[{"name":"A","sum":{"_c":"EUR","v":1}}],"_k":1}
          . + {x: 1}                                  | {"name":"A","sum":{"_c":"EUR","v":1},"x":1}
          {amount: {"__class__": "Decimal", d: "3"} } | {"amount":{"__class__":"Decimal","d":"3"}}
          {_id: ._id, _links: {self: "x"} }            | {"_id":7,"_links":{"self":"x"}}
          [{_eq: .name}]                              | [{"_eq":"A"}]
          """)
  void onlyTheRecordsOwnNamesAreCut(String send, String body) throws Exception {
    start(Map.of("body", send), "", request -> Answer.json(200, "{}"));

    stage.deliver(batch(RECORD));

    assertThat(system.asked().get(0).body()).isEqualTo(body);
  }

  @Test
  void theRecordsOfABatchLoseTheirsToo() throws Exception {
    start(
        Map.of("mode", "batch", "body", "{_batch: true, inputs: .}"),
        "",
        request -> Answer.json(200, "{}"));

    stage.deliver(batch("{\"_a\":1,\"b\":2}", "{\"b\":3}"));

    assertThat(system.asked().get(0).body())
        .isEqualTo("{\"_batch\":true,\"inputs\":[{\"b\":2},{\"b\":3}]}");
  }

  @Test
  void noHalfCharacterLeaves() throws Exception {
    start(Map.of("body", "{t: .t[0:1]}"), "", request -> Answer.json(200, "{}"));

    stage.deliver(batch("{\"t\":\"\\ud83d\\ude00\"}"));

    assertThat(system.asked().get(0).body()).doesNotContain("ud83d").doesNotContain("?");
  }

  @Test
  void aRefusalIsOneAlsoWhereTheAnswerIsKept() throws Exception {
    start(
        Map.of(
            "saveAs",
            "_party",
            "result",
            "if .answer.error then {ok: false, reason: .answer.error} else .answer.result[0] end"),
        "",
        request ->
            Answer.json(
                200,
                request.body().contains("bad")
                    ? "{\"error\":[\"UserError\",[\"The phone number of Max is not valid\"]]}"
                    : "{\"result\":[12]}"));
    DeliveryBatch deliveryBatch = batch("{\"n\":\"bad\"}", "{\"n\":\"good\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch).get(0))
        .isEqualTo(Outcome.Rejected.because("HTTP 200 UserError: the system refuses the record"));
    assertThat(deliveryBatch.open()).hasSize(1);
    assertThat(deliveryBatch.open().get(0).record().path("_party").asInt()).isEqualTo(12);
  }

  @Test
  void aVerdictWithoutACodeIsToldTheAnswersOwn() throws Exception {
    start(
        Map.of("result", "{ok: (.answer.error == null), reason: .answer.message}"),
        "",
        request -> Answer.json(200, "{\"error\":\"invalid_phone\",\"message\":\"Max is wrong\"}"));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Rejected.because("HTTP 200 invalid_phone: the system refuses the record"));
  }

  @Test
  void whatASearchDoesNotKnowYetIsWhatWasCreatedLast() throws Exception {
    start(
        Map.of(
            "method", "GET", "saveAs", "_id", "orRemembered", "true", "result", ".answer.ids[0]"),
        "",
        request ->
            Answer.json(200, request.target().contains("old") ? "{\"ids\":[3]}" : "{\"ids\":[]}"));
    DeliveryBatch.Memory memory =
        new DeliveryBatch.Memory() {
          @Override
          public Map<String, String> of(String destination, Collection<String> hashs) {
            return Map.of();
          }

          @Override
          public String lastReference(String destination, String personKey) {
            return destination.equals("crm") && personKey.equals("anna") ? "41" : "";
          }
        };
    DeliveryBatch deliveryBatch =
        new DeliveryBatch(
            "crm",
            List.of(
                item("e1.crm.1", 1, "{\"_person\":\"anna\"}"),
                item("e2.crm.1", 1, "{\"_person\":\"bert\"}")),
            memory);

    stage.deliver(deliveryBatch);

    assertThat(deliveryBatch.open().get(0).record().path("_id").asText()).isEqualTo("41");
    assertThat(deliveryBatch.open().get(1).record().path("_id").isNull()).isTrue();
  }
}
