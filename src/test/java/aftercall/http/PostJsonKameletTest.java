package aftercall.http;

import static aftercall.KameletStage.outcomes;
import static aftercall.KameletStage.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.LoopbackServer.Answer;
import aftercall.LoopbackServer.Asked;
import aftercall.delivery.Outcome;
import aftercall.delivery.Shipment;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class PostJsonKameletTest extends HttpStage {
  private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String SLACK =
      "kamelet:post-json?url=aftercall.crm-http.url&format=slack&answer=chat";

  @Test
  void theReceiverCanProveWhoSentWhat() throws Exception {
    settings.put("aftercall.crm-http.secret", OLD + " " + NEW);
    start(SIGNED, "/hooks", request -> Answer.json(200, "{}"));
    Shipment shipment = shipment("{\"call\":{\"id\":\"1\",\"name\":\"Müller\"},\"_own\":1}");

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();
    assertThat(shipment.parcels().get(0).outcome()).isEqualTo(Outcome.Delivered.as(""));
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

    stage.deliver(shipment("{}"));

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
    Shipment shipment =
        shipment("{\"a\":\"bad\"}", "{\"a\":\"busy\"}", "{\"a\":\"gone\"}", "{\"a\":\"good\"}");

    Exchange done = stage.deliver(shipment);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(shipment))
        .containsExactly(
            Outcome.Refused.because("HTTP 422: the system refuses the record"),
            new Outcome.TryLater(
                Duration.ofMinutes(2),
                "HTTP 429: the system asks to come back",
                Outcome.TryLater.Whose.DESTINATION),
            Outcome.TryLater.unknown("HTTP: no answer; whether the system has it is unknown"),
            Outcome.Delivered.as(""));
    assertThat(system.asked()).hasSize(4);
  }

  @Test
  void theClientItselfRepeatsNothing() throws Exception {
    start(PLAIN, "/", request -> Answer.json(503, "").with("Retry-After", "1"));

    Shipment shipment = shipment("{}");
    stage.deliver(shipment);

    assertThat(system.asked()).hasSize(1);
    assertThat(outcomes(shipment)).hasOnlyElementsOfType(Outcome.TryLater.class);
  }

  @Test
  void aClosedDoorStopsTheDestinationAtOnce() throws Exception {
    start(PLAIN, "/", request -> Answer.json(401, ""));
    Shipment shipment = shipment("{}", "{}", "{}");

    stage.deliver(shipment);

    assertThat(system.asked()).hasSize(1);
    assertThat(outcomes(shipment)).hasOnlyElementsOfType(Outcome.Stopped.class).hasSize(3);
  }

  @Test
  void aSuccessThatSaysOtherwiseInsideIsNone() throws Exception {
    start(
        PLAIN + "&answer=json",
        "/",
        request ->
            Answer.json(200, request.body().contains("1") ? "{\"ok\":false}" : "{\"ok\":true}"));
    Shipment shipment = shipment("{\"n\":1}", "{\"n\":2}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment))
        .containsExactly(
            Outcome.Refused.because("HTTP 200: the answer says it failed"),
            Outcome.Delivered.as(""));
  }

  @Test
  void chatMessagesCannotNameLinksOrCallTheChannel() throws Exception {
    start(
        SLACK,
        "/services/T/B/x",
        request -> new Answer(404, Map.of("Content-Type", "text/html"), "no_service"));
    Shipment shipment =
        shipment("{\"title\":\"New\",\"text\":\"<!channel> <https://evil.example|offer> A&B\"}");

    stage.deliver(shipment);

    assertThat(system.asked().get(0).body())
        .isEqualTo(
            "{\"text\":\"*New*\\n&lt;!channel&gt; &lt;https://evil.example|offer&gt; A&amp;B\","
                + "\"unfurl_links\":false,\"unfurl_media\":false}");
    assertThat(outcomes(shipment))
        .containsExactly(
            Outcome.Stopped.because("HTTP 404 no_service: the channel's address is gone"));
  }
}
