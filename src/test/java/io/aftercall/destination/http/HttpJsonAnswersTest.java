package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of {@code http-json} that do not say what became of the records. */
class HttpJsonAnswersTest extends JsonStage {
  private static final String NO_JSON =
      "the answer is no JSON; whether the system has it is unknown";
  private static final String PAGE = "<html>We are back soon</html>";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | <html>We are back soon</html>
          207 | {"results":[{"ok":true},{"ok"
          207 | {"results":[]} <br>
          200 | OK
          201 | ''
          """)
  void aSuccessThatIsNoJsonSettlesNothing(int status, String body) throws Exception {
    start(
        Map.of(
            "mode", "batch", "result", ".answer.errors as $e | [.records[] | {ok: ($e == null)}]"),
        "",
        request -> new Answer(status, Map.of(), body));
    DeliveryBatch deliveryBatch = batch("{}", "{}");

    stage.deliver(deliveryBatch);

    assertThat(system.asked()).hasSize(1);
    assertThat(outcomes(deliveryBatch))
        .hasSize(2)
        .containsOnly(Outcome.Retry.unclear("HTTP " + status + ": " + NO_JSON));
  }

  @ParameterizedTest
  @CsvSource({"null,200", ".status < 300,200", ".answer.id,204", ".answer.id,205"})
  void whereNoAnswerIsReadTheStatusIsTrusted(String verdict, int status) throws Exception {
    String body = status == 200 ? PAGE : "";
    start(Map.of("result", verdict), "", request -> new Answer(status, Map.of(), body));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).containsExactly(Outcome.Delivered.as(""));
  }

  @Test
  void aKameletOfBeforeThatDoesNotTellItsVerdictTrustsTheStatus() {
    assertThat(ResponseRules.readsAnswer(null)).isFalse();
  }

  /** Nobody may be made a second time because a page stood where the search was. */
  @Test
  void aPageInPlaceOfAnAnswerIsNotNotFound() throws Exception {
    start(
        Map.of("method", "GET", "saveAs", "_id", "result", ".answer.items[0].id"),
        "",
        request -> new Answer(200, Map.of("Content-Type", "text/html"), PAGE));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(Outcome.Retry.away("HTTP 200: the answer is no JSON"));
    assertThat(deliveryBatch.items().get(0).record().has("_id")).isFalse();
  }

  /** What was saved is not sent by halves again, and not called refused. */
  @Test
  void aVerdictThatFailsOnASuccessLeavesItOpen() throws Exception {
    start(
        Map.of("mode", "batch", "result", "[.answer.data[] | {ok: true}]"),
        "",
        request -> Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch = batch("{}", "{}", "{}", "{}");

    stage.deliver(deliveryBatch);

    assertThat(system.asked()).hasSize(1);
    assertThat(outcomes(deliveryBatch))
        .hasSize(4)
        .containsOnly(
            Outcome.Retry.unclear(
                "HTTP 200: the route's 'result' fails on the answer;"
                    + " whether the system has it is unknown"));
  }

  @Test
  void aVerdictThatForgetsARecordLeavesAllOpen() throws Exception {
    start(Map.of("mode", "batch", "result", "[true]"), "", request -> Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch = batch("{}", "{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsOnly(
            Outcome.Retry.unclear(
                "HTTP 200: the route's 'result' gives 1 results for 2 records;"
                    + " whether the system has it is unknown"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":1}                      | unknown
          {"success":true,"id":1}       | delivered
          {"success":false}             | rejected
          {"code":"DUPLICATE"}          | rejected
          {"code":"BUSY","again":true}  | retry
          """)
  void anAnswerThatSaysNothingRefusesNobody(String answer, String outcome) throws Exception {
    start(
        Map.of("result", "{ok: .answer.success, retry: .answer.again, reason: .answer.code}"),
        "",
        request -> Answer.json(200, answer));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch).get(0).name()).isEqualTo(outcome);
  }

  @Test
  void aVerdictThatFailsOnTheAnswerToAQuestionAsksAgain() throws Exception {
    start(
        Map.of("method", "GET", "saveAs", "_id", "result", "[.answer.items[].id][0]"),
        "",
        request -> Answer.json(200, "{\"success\":false}"));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Retry.because("HTTP 200: the route's 'result' fails on the answer"));
  }

  /** Nobody is to look for a record that was never sent. */
  @ParameterizedTest
  @CsvSource({"GET,_id,retry", "POST,_id,unknown", "GET,'',unknown", "POST,'',unknown"})
  void onlyWhatMayHaveBeenWrittenIsUnknown(String method, String as, String outcome)
      throws Exception {
    start(
        Map.of("method", method, "saveAs", as),
        "",
        request -> request.target().equals("/?lost=1") ? Answer.drop() : Answer.json(504, ""));
    DeliveryBatch proxy = batch("{}");
    stage.deliver(proxy);
    assertThat(outcomes(proxy).get(0).name()).isEqualTo(outcome);

    settings.computeIfPresent("crm.url", (name, url) -> url + "?lost=1");
    DeliveryBatch lost = batch("{}");
    stage.deliver(lost);
    assertThat(outcomes(lost).get(0).name()).isEqualTo(outcome);
  }
}
