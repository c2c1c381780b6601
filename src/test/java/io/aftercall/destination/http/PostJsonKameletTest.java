package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class PostJsonKameletTest extends HttpStage {
  private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String SLACK =
      "kamelet:post-json?urlSetting=aftercall.crm-http.url&format=slack&answer=chat";

  @Test
  void theReceiverCanProveWhoSentWhat() throws Exception {
    settings.put("aftercall.crm-http.secret", OLD + " " + NEW);
    start(SIGNED, "/hooks", request -> Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch = batch("{\"call\":{\"id\":\"1\",\"name\":\"Müller\"},\"_own\":1}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    assertThat(deliveryBatch.items().get(0).outcome()).isEqualTo(Outcome.Delivered.as(""));
    Asked post = system.asked().get(0);
    assertThat(post.method()).isEqualTo("POST");
    assertThat(post.target()).isEqualTo("/hooks");
    assertThat(post.body()).isEqualTo("{\"call\":{\"id\":\"1\",\"name\":\"Müller\"}}");
    assertThat(post.headers().get("Content-Type")).containsExactly("application/json");
    assertThat(post.headers().getFirst("Idempotency-Key")).isEqualTo("e1.test.0");
    assertThat(post.headers().getFirst("webhook-id")).isEqualTo("e1.test.0");
    HttpHeaders headers = HttpHeaders.of(post.headers(), (name, value) -> true);
    new Webhook(OLD).verify(post.body(), headers.map());
    new Webhook(NEW).verify(post.body(), headers.map());
  }

  @Test
  void anAddressKeepsItsQueryByteForByte() throws Exception {
    String query = "/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual&sv=1.0&sig=a%2Bb_c";
    start(PLAIN, query, request -> Answer.json(202, ""));

    stage.deliver(batch("{}"));

    assertThat(system.asked().get(0).target()).isEqualTo(query);
  }

  @Test
  void eachRecordIsPostedAndSettledAlone() throws Exception {
    start(
        PLAIN,
        "/",
        request ->
            request.body().contains("bad")
                ? Answer.json(422, "{\"message\":\"Max Mustermann\"}")
                : request.body().contains("busy")
                    ? Answer.json(429, "").with("Retry-After", "120")
                    : request.body().contains("gone") ? Answer.drop() : Answer.json(200, "{}"));
    DeliveryBatch deliveryBatch =
        batch("{\"a\":\"bad\"}", "{\"a\":\"busy\"}", "{\"a\":\"gone\"}", "{\"a\":\"good\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Rejected.because("HTTP 422: the system refuses the record"),
            new Outcome.Retry(
                Duration.ofMinutes(2),
                "HTTP 429: the system asks to come back",
                Outcome.Retry.Scope.DESTINATION),
            Outcome.Retry.unknown("HTTP: no answer; whether the system has it is unknown"),
            Outcome.Delivered.as(""));
    assertThat(system.asked()).hasSize(4);
  }

  @Test
  void theClientItselfRepeatsNothing() throws Exception {
    start(PLAIN, "/", request -> Answer.json(503, "").with("Retry-After", "1"));

    DeliveryBatch deliveryBatch = batch("{}");
    stage.deliver(deliveryBatch);

    assertThat(system.asked()).hasSize(1);
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Retry.class);
  }

  @Test
  void aClosedDoorStopsTheDestinationAtOnce() throws Exception {
    start(PLAIN, "/", request -> Answer.json(401, ""));
    DeliveryBatch deliveryBatch = batch("{}", "{}", "{}");

    stage.deliver(deliveryBatch);

    assertThat(system.asked()).hasSize(1);
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Paused.class).hasSize(3);
  }

  @Test
  void aSuccessThatSaysOtherwiseInsideIsNone() throws Exception {
    start(
        PLAIN + "&answer=json",
        "/",
        request ->
            Answer.json(200, request.body().contains("1") ? "{\"ok\":false}" : "{\"ok\":true}"));
    DeliveryBatch deliveryBatch = batch("{\"n\":1}", "{\"n\":2}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Rejected.because("HTTP 200: the answer says it failed"),
            Outcome.Delivered.as(""));
  }

  @Test
  void chatMessagesCannotNameLinksOrCallTheChannel() throws Exception {
    start(
        SLACK,
        "/services/T/B/x",
        request -> new Answer(404, Map.of("Content-Type", "text/html"), "no_service"));
    DeliveryBatch deliveryBatch =
        batch("{\"title\":\"New\",\"text\":\"<!channel> <https://evil.example|offer> A&B\"}");

    stage.deliver(deliveryBatch);

    assertThat(system.asked().get(0).body())
        .isEqualTo(
            "{\"text\":\"*New*\\n&lt;!channel&gt; &lt;https://evil.example|offer&gt; A&amp;B\","
                + "\"unfurl_links\":false,\"unfurl_media\":false}");
    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Paused.because("HTTP 404 no_service: the channel's address is gone"));
  }
}
