package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.StoreUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several calls in one request: each is an event of its own. */
class SeveralCallsTest extends WebhookIntakeStage {
  private static final String TOKEN =
      "authentication: [{ token: '${WORD}', in: [path, header] }]\n";
  private static final String ONE = "{\"id\":\"a\",\"status\":\"busy\"}";
  private static final String TWO = "{\"id\":\"b\",\"status\":\"busy\",\"n\":\"Jörg\"}";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "windows-1252"})
  void eachIsStoredForItself(String charset) throws Exception {
    byte[] body = ("[" + ONE + ",\n" + TWO + "]").getBytes(charset);
    WebhookResponse webhookResponse = receive(body);

    assertThat(stored).extracting(NewWebhook::callId).containsExactly("a", "b");
    assertThat(stored).extracting(one -> new String(one.body(), UTF_8)).containsExactly(ONE, TWO);
    assertThat(stored.get(1).headersJson()).contains("\"Part\":\"2 of 2\"");
    JsonNode told = new ObjectMapper().readTree(webhookResponse.body());
    assertThat(told.path("status").textValue()).isEqualTo("accepted");
    assertThat(told.path("receipt").textValue()).isEqualTo("01J");
    assertThat(told.path("calls")).hasSize(2);
    assertThat(told.at("/calls/1/status").textValue()).isEqualTo("accepted");
  }

  @Test
  void whatIsNoCallAmongThemIsQuarantinedForItself() {
    receive(("[" + ONE + ",{\"x\":1},7]").getBytes(UTF_8));

    assertThat(stored)
        .extracting(NewWebhook::problem)
        .containsExactly(
            null, "the body is JSON, but not a call", "the body is JSON, but not one object");
  }

  @Test
  void aBrokenListIsKeptWhole() {
    byte[] body = ("[" + ONE + "," + TWO).getBytes(UTF_8);
    assertThat(receive(body).status()).isEqualTo(202);

    assertThat(stored).singleElement().satisfies(a -> assertThat(a.body()).isEqualTo(body));
    assertThat(stored.get(0).callId()).isNull();
  }

  @Test
  void oneThatCannotBeStoredHasAllSentAgain() {
    fault = new StoreUnavailableException("the disk is full", null);
    WebhookResponse webhookResponse = receive(("[" + ONE + "," + TWO + "]").getBytes(UTF_16LE));

    assertThat(webhookResponse.status()).isEqualTo(503);
    assertThat(webhookResponse.headers()).containsKey("Retry-After");
  }

  @Test
  void aSlashBehindTheTokenIsFine() {
    for (String rest : new String[] {"open%20sesame", "open%20sesame/"}) {
      WebhookRequest webhookRequest =
          new WebhookRequest("POST", rest, "", name -> null, null, ONE.getBytes(UTF_8));
      assertThat(intake(TOKEN, 0).receive("shop", webhookRequest).join().status()).isEqualTo(202);
    }
    WebhookRequest wrong =
        new WebhookRequest("POST", "open/", "", name -> null, null, ONE.getBytes(UTF_8));
    assertThat(intake(TOKEN, 0).receive("shop", wrong).join().status()).isEqualTo(401);
  }

  private WebhookResponse receive(byte[] body) {
    WebhookRequest webhookRequest = request(body, "X-Webhook-Token", "open sesame");
    return intake(TOKEN, 0).receive("shop", webhookRequest).join();
  }
}
