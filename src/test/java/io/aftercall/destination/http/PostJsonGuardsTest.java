package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class PostJsonGuardsTest extends HttpStage {
  @Test
  void foreignHeadersSteerNothing() throws Exception {
    start(PLAIN, "/right", request -> Answer.json(200, "{}"));

    DeliveryBatch deliveryBatch = batch("{}");
    stage.deliver(
        deliveryBatch,
        Map.of(
            Exchange.HTTP_URI,
            "http://127.0.0.1:9/evil",
            Exchange.HTTP_PATH,
            "evil",
            Exchange.HTTP_QUERY,
            "evil=1",
            Exchange.HTTP_RAW_QUERY,
            "evil=1",
            Exchange.HTTP_METHOD,
            "DELETE",
            Exchange.HTTP_RESPONSE_CODE,
            200,
            "Authorization",
            "Bearer stranger",
            "X-Stranger",
            "here"));

    Asked post = system.asked().get(0);
    assertThat(post.method()).isEqualTo("POST");
    assertThat(post.target()).isEqualTo("/right");
    assertThat(post.headers()).doesNotContainKeys("Authorization", "X-stranger", "X-Stranger");
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void whatIsNotSetIsNamed() throws Exception {
    stage = stage(SIGNED);
    assertThat(reason()).isEqualTo("not configured: set AFTERCALL_CRM_HTTP_URL");

    settings.put("aftercall.crm-http.url", "ftp://acme.example");
    assertThat(reason()).isEqualTo("not configured: AFTERCALL_CRM_HTTP_URL is no address");

    settings.put("aftercall.crm-http.url", "https://acme.example");
    assertThat(reason()).isEqualTo("not configured: set AFTERCALL_CRM_HTTP_SECRET");

    settings.put("aftercall.crm-http.secret", "not base64!");
    assertThat(reason())
        .isEqualTo("not configured: AFTERCALL_CRM_HTTP_SECRET must be whsec_ and Base64");
  }

  @Test
  void anUntrustedCertificateStopsTheDestination() throws Exception {
    try (UntrustedServer untrusted = new UntrustedServer()) {
      settings.put("aftercall.crm-http.url", untrusted.url());
      stage = stage(PLAIN);

      assertThat(reason()).startsWith("HTTP: no trusted TLS connection to the system: ");
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    start(
        PLAIN,
        "/from",
        request ->
            request.target().equals("/from")
                ? Answer.json(307, "").with("Location", "/to")
                : Answer.json(200, "{}"));

    DeliveryBatch deliveryBatch = batch("{}", "{}");
    stage.deliver(deliveryBatch);

    assertThat(system.asked()).extracting(Asked::target).containsExactly("/from");
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Paused.class);
  }

  private String reason() throws Exception {
    DeliveryBatch deliveryBatch = batch("{}");
    stage.deliver(deliveryBatch);
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Paused.class);
    return deliveryBatch.items().get(0).outcome().reason();
  }
}
