package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.store.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, an answer says its sentence and nothing else. */
class IntakeErrorsTest extends WebhookIntakeStage {
  private static final String ADMISSION = "authentication: [ { token: '${WORD}' } ]\nrate: 1\n";
  private static final byte[] TELLTALE = "{\"id\":\"telltale\"}".getBytes(UTF_8);
  private static final String[] PROVEN = {"X-Webhook-Token", "open sesame"};

  @Test
  void aMessageThatIsTooLargeIsPutAsideOnceItIsProven() {
    WebhookIntake webhookIntake = intake("authentication: [ { token: '${WORD}' } ]\n", 0);
    byte[] large = new byte[200_000];
    large[0] = '{';

    assertThat(webhookIntake.receiveMessage("shop", request(large)).join().status()).isEqualTo(401);
    assertThat(stored).isEmpty();

    WebhookResponse answer = webhookIntake.receiveMessage("shop", request(large, PROVEN)).join();
    assertThat(answer.status()).isEqualTo(202);
    assertThat(stored).hasSize(1);
    assertThat(stored.get(0).problem())
        .isEqualTo(
            "the body is larger than this service accepts (200000 bytes as it came); its beginning"
                + " is kept");
    assertThat(stored.get(0).body()).hasSize(64 * 1024);
    // Over HTTP the sender is told.
    assertThat(webhookIntake.receive("shop", request(large, PROVEN)).join().status())
        .isEqualTo(413);
  }

  @Test
  void aMessageThatUnpacksToTooMuchIsPutAsideAsItCame() throws IOException {
    WebhookIntake webhookIntake = intake("authentication: [ { token: '${WORD}' } ]\n", 0);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[50_000]);
    }
    WebhookRequest message =
        request(packed.toByteArray(), "X-Webhook-Token", "open sesame", "Content-Encoding", "gzip");

    assertThat(webhookIntake.receiveMessage("shop", message).join().status()).isEqualTo(202);
    assertThat(stored).singleElement().matches(one -> one.problem().contains("larger"));
  }

  @Test
  void noErrorSaysMoreThanItsSentence() throws Exception {
    WebhookIntake webhookIntake = intake(ADMISSION, 0);
    List<WebhookResponse> webhookResponses = new ArrayList<>();
    webhookResponses.add(webhookIntake.receive("telltale", request(TELLTALE)).join());
    webhookResponses.add(
        webhookIntake
            .receive("shop", new WebhookRequest("PUT", "", "", n -> null, null, TELLTALE))
            .join());
    webhookResponses.add(webhookIntake.receive("shop", request(new byte[MAX_BODY + 1])).join());
    webhookResponses.add(
        webhookIntake.receive("shop", request(TELLTALE, "X-Webhook-Token", "telltale")).join());
    webhookIntake.receive("shop", request(TELLTALE, PROVEN)).join();
    webhookResponses.add(webhookIntake.receive("shop", request(TELLTALE, PROVEN)).join());
    fault = new StoreUnavailableException("telltale disk is full", null);
    webhookResponses.add(intake(ADMISSION, 0).receive("shop", request(TELLTALE, PROVEN)).join());
    fault = new IllegalStateException("telltale in line 7");
    webhookResponses.add(intake(ADMISSION, 0).receive("shop", request(TELLTALE, PROVEN)).join());

    assertThat(webhookResponses)
        .extracting(WebhookResponse::status)
        .containsExactly(404, 405, 413, 401, 429, 503, 503);
    for (WebhookResponse webhookResponse : webhookResponses) {
      JsonNode problem = new ObjectMapper().readTree(webhookResponse.body());
      assertThat(problem.fieldNames())
          .toIterable()
          .containsExactly("type", "title", "status", "detail");
      assertThat(problem.path("status").asInt()).isEqualTo(webhookResponse.status());
      assertThat(webhookResponse.contentType()).isEqualTo("application/problem+json");
      assertThat(webhookResponse.body() + webhookResponse.headers())
          .doesNotContainIgnoringCase("telltale", "exception", "java", "camel", "webhooks/");
      assertThat(webhookResponse.headers().containsKey("Retry-After"))
          .isEqualTo(webhookResponse.status() == 429 || webhookResponse.status() == 503);
    }
  }
}
