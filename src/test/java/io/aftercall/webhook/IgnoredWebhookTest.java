package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.NewWebhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook from which nothing will follow is stored like any other, and answered as ignored. */
class IgnoredWebhookTest extends WebhookIntakeStage {
  private static final String SOURCE =
      """
      authentication: [{ token: '${WORD}' }]
      ignore_calls: { ids: ['4711'], phones: ['+49 151 0000000'] }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':1,'status':'in-progress'}",
        "{'id':1,'status':'Ringing'}",
        "{'id':1,'status':{'value':'queued'}}",
        "{'event':'call.started','data':{'id':'u'}}",
        "{'id':4711,'status':'completed'}",
        "{'id':1,'status':'completed','customer_phone':'+49 151 0000000'}",
      })
  void isSaidWhenNothingWillFollow(String body) {
    WebhookResponse response = receive(body);

    assertThat(response.status()).isEqualTo(202);
    assertThat(response.result()).as("also the label of the metric").isEqualTo("ignored");
    assertThat(json(response))
        .hasToString("{'status':'ignored','receipt':'01J','revision':1}".replace('\'', '"'));
    assertThat(stored).extracting(NewWebhook::problem).containsOnlyNulls();
    assertThat(registry.get("aftercall.webhooks").tag("result", "ignored").counter().count())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':1,'status':'completed'}",
        "{'id':1,'status':'no such word yet'}",
        "{'id':1,'status':'completed','customer_phone':'+49 151 0000001'}",
        "{'id':1,'status':'busy','transcript':'status: ringing'}",
      })
  void isNotSaidOfACallThatIsOver(String body) {
    assertThat(receive(body).result()).isEqualTo("accepted");
  }

  @Test
  void anotherContentOfACallIsIgnoredTooAndARepeatIsADuplicate() {
    result = AppendResult.UPDATED;
    assertThat(receive("{'id':1,'status':'ringing'}").result()).isEqualTo("ignored");
    result = AppendResult.DUPLICATE;
    assertThat(receive("{'id':1,'status':'ringing'}").result()).isEqualTo("duplicate");
    result = AppendResult.QUARANTINED;
    assertThat(receive("{'status':'ringing'}").result()).isEqualTo("quarantined");
  }

  @Test
  void ofSeveralEachIsAnsweredForItself() {
    JsonNode told = json(receive("[{'id':1,'status':'ringing'},{'id':2,'status':'busy'}]"));
    assertThat(told.path("status").textValue()).isEqualTo("accepted");
    assertThat(told.at("/calls/0/status").textValue()).isEqualTo("ignored");
    assertThat(told.at("/calls/1/status").textValue()).isEqualTo("accepted");
    assertThat(receive("[{'id':1,'status':'ringing'},{'id':4711,'status':'busy'}]").result())
        .isEqualTo("ignored");
  }

  private static JsonNode json(WebhookResponse response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private WebhookResponse receive(String body) {
    byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
    WebhookRequest webhookRequest = request(bytes, "X-Webhook-Token", "open sesame");
    return intake(SOURCE, 0).receive("shop", webhookRequest).join();
  }
}
