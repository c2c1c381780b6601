package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code http-json} fetches the tokens it needs. */
class HttpTokenTest extends JsonStage {

  @Test
  void aTokenIsFetchedOnceAndAgainWhenItIsNotTakenAnyMore() throws Exception {
    int[] tokens = {0};
    int[] refused = {0};
    start(
        Map.of("credential", "crm.oauth", "scheme", "Zoho-oauthtoken"),
        "/api",
        request -> {
          if (request.target().equals("/token")) {
            return Answer.json(
                200, "{\"access_token\":\"t%d\",\"expires_in\":3600}".formatted(++tokens[0]));
          }
          boolean old = request.headers().getFirst("Authorization").endsWith("t1");
          boolean no = old && system.asked().size() > 3;
          refused[0] += no ? 1 : 0;
          return Answer.json(no ? 401 : 200, "{}");
        });
    oauth();

    stage.deliver(batch("{}", "{}"));
    assertThat(tokens[0]).isEqualTo(1);
    DeliveryBatch later = batch("{}");
    stage.deliver(later);

    assertThat(outcomes(later)).containsExactly(Outcome.Delivered.as(""));
    assertThat(refused[0]).isEqualTo(1);
    assertThat(tokens[0]).isEqualTo(2);
    Asked asked = system.asked().get(0);
    assertThat(asked.headers().getFirst("Content-Type"))
        .startsWith("application/x-www-form-urlencoded");
    assertThat(asked.body())
        .isEqualTo("grant_type=refresh_token&client_id=c&client_secret=s%26&refresh_token=r");
    assertThat(asked.headers()).doesNotContainKey("Authorization");
  }

  private void oauth() throws Exception {
    settings.put("crm.oauth.token-url", system.url() + "/token");
    settings.put("crm.oauth.client-id", "c");
    settings.put("crm.oauth.client-secret", "s&");
    settings.put("crm.oauth.refresh-token", "r");
  }

  @Test
  void withoutATokenTheDestinationStops() throws Exception {
    start(
        Map.of("credential", "crm.oauth"),
        "/api",
        request -> Answer.json(400, "{\"error\":\"invalid_grant\"}"));
    oauth();
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(Outcome.Paused.because("HTTP 400: no token is given to us"));
    assertThat(system.asked()).hasSize(1);
  }

  /** Nobody is to look for a record that was never sent; nor is the token asked for without end. */
  @Test
  void noAnswerToTheRequestForATokenIsNoQuestionForAPerson() throws Exception {
    int[] tokens = {0};
    start(
        Map.of("credential", "crm.oauth"),
        "/api",
        request ->
            !request.target().equals("/token")
                ? Answer.json(401, "{}")
                : tokens[0]++ == 0
                    ? Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}")
                    : Answer.drop());
    oauth();
    DeliveryBatch deliveryBatch = batch("{}", "{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .hasSize(2)
        .containsOnly(Outcome.Retry.away("HTTP: no answer"));
    assertThat(system.asked()).hasSize(3);
  }
}
