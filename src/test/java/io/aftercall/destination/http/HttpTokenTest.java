package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code http-json} fetches the tokens it needs. */
class HttpTokenTest extends JsonStage {

  @Test
  void aTokenIsFetchedOnceAndAgainWhenItIsNotTakenAnyMore() throws Exception {
    int[] tokens = {0};
    int[] refused = {0};
    start(
        Map.of("credentialSetting", "crm.oauth", "scheme", "Zoho-oauthtoken"),
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
        Map.of("credentialSetting", "crm.oauth"),
        "/api",
        request -> Answer.json(400, "{\"error\":\"invalid_grant\"}"));
    oauth();
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(Outcome.Paused.because("HTTP 400 invalid_grant: no token is given to us"));
    assertThat(system.asked()).hasSize(1);
  }

  /** Each refresh token lets in once, and the next comes with the answer. */
  private Answer rotating(Asked request, Map<String, String> next) {
    if (!request.target().equals("/token")) {
      return Answer.json(200, "{}");
    }
    String used = request.body().replaceFirst(".*refresh_token=([^&]*).*", "$1");
    String fresh = next.remove(used);
    return fresh == null
        ? Answer.json(400, "{\"error\":\"invalid_grant\"}")
        : Answer.json(
            200,
            "{\"access_token\":\"t\",\"expires_in\":1,\"refresh_token\":\"%s\"}".formatted(fresh));
  }

  @Test
  void aRefreshTokenThatRotatesIsKeptAndUsedNext() throws Exception {
    Map<String, String> next = new HashMap<>(Map.of("r", "r2", "r2", "r3", "new", "new2"));
    start(Map.of("credentialSetting", "crm.oauth"), "/api", request -> rotating(request, next));
    oauth();

    stage.deliver(batch("{}"));
    assertThat(kept).containsValue("r2").hasSize(1);
    // The service starts again.
    stage.close();
    stage = step(Map.of("credentialSetting", "crm.oauth"));
    DeliveryBatch later = batch("{}");
    stage.deliver(later);
    assertThat(outcomes(later)).containsExactly(Outcome.Delivered.as(""));
    assertThat(kept).containsValue("r3").hasSize(1);

    // A person agreed anew and set what came: that one counts.
    stage.close();
    settings.put("crm.oauth.refresh-token", "new");
    stage = step(Map.of("credentialSetting", "crm.oauth"));
    DeliveryBatch anew = batch("{}");
    stage.deliver(anew);
    assertThat(outcomes(anew)).containsExactly(Outcome.Delivered.as(""));
    assertThat(kept).containsValue("new2");
  }

  @Test
  void aKeptRefreshTokenThatIsRefusedGivesWayToTheOneThatIsSet() throws Exception {
    Map<String, String> next = new HashMap<>(Map.of("r", "r2"));
    start(Map.of("credentialSetting", "crm.oauth"), "/api", request -> rotating(request, next));
    oauth();
    stage.deliver(batch("{}"));
    next.clear();
    next.put("r", "r9");
    stage.close();
    stage = step(Map.of("credentialSetting", "crm.oauth"));

    DeliveryBatch stopped = batch("{}");
    stage.deliver(stopped);
    assertThat(outcomes(stopped)).hasOnlyElementsOfType(Outcome.Paused.class);
    DeliveryBatch probe = batch("{}");
    stage.deliver(probe);
    assertThat(outcomes(probe)).containsExactly(Outcome.Delivered.as(""));
    assertThat(kept).containsValue("r9");
  }

  @Test
  void nameAndPasswordAreHttpBasic() throws Exception {
    start(Map.of("credentialSetting", "crm.login"), "/api", request -> Answer.json(200, "{}"));
    settings.put("crm.login.username", "Aladdin");
    settings.put("crm.login.password", "open sesame");

    stage.deliver(batch("{}"));

    assertThat(system.asked().get(0).headers().getFirst("Authorization"))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void aSessionIsOpenedByTheSystemsOwnLogin() throws Exception {
    Map<String, String> tryton =
        Map.of(
            "credentialSetting",
            "crm.login",
            "scheme",
            "Session",
            "login",
            "{method: \"common.db.login\", params: [.username, {password: .password}]}",
            "session",
            "\"\\(.username):\\(.answer.result[0]):\\(.answer.result[1])\" | @base64");
    int[] logins = {0};
    start(
        tryton,
        "/db",
        request -> {
          if (request.target().equals("/login")) {
            return Answer.json(200, "{\"result\":[1,\"key%d\"]}".formatted(++logins[0]));
          }
          boolean old = request.headers().getFirst("Authorization").endsWith(session("key1"));
          return Answer.json(old && system.asked().size() > 2 ? 401 : 200, "{}");
        });
    session();

    stage.deliver(batch("{}"));
    assertThat(system.asked().get(0).body())
        .isEqualTo("{\"method\":\"common.db.login\",\"params\":[\"admin\",{\"password\":\"pw\"}]}");
    assertThat(system.asked().get(1).headers().getFirst("Authorization"))
        .isEqualTo("Session " + session("key1"));
    DeliveryBatch later = batch("{}");
    stage.deliver(later);
    assertThat(outcomes(later)).containsExactly(Outcome.Delivered.as(""));
    assertThat(logins[0]).isEqualTo(2);
  }

  private static String session(String key) {
    return Base64.getEncoder().encodeToString(("admin:1:" + key).getBytes());
  }

  private void session() {
    settings.put("crm.login.username", "admin");
    settings.put("crm.login.password", "pw");
    settings.put("crm.login.login-url", system.url() + "/login");
  }

  @Test
  void aSessionMayBeACookie() throws Exception {
    start(
        Map.of(
            "credentialSetting",
            "crm.login",
            "header",
            "Cookie",
            "scheme",
            "",
            "session",
            "\"sid=\" + .cookies.sid"),
        "/api",
        request -> Answer.json(200, "{}").with("Set-Cookie", "sid=s1; Path=/; HttpOnly"));
    session();

    DeliveryBatch deliveryBatch = batch("{}");
    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).containsExactly(Outcome.Delivered.as(""));
    assertThat(system.asked().get(0).body())
        .isEqualTo("{\"username\":\"admin\",\"password\":\"pw\"}");
    assertThat(system.asked().get(1).headers().getFirst("Cookie")).isEqualTo("sid=s1");
  }

  @Test
  void withoutASessionTheDestinationStops() throws Exception {
    start(
        Map.of("credentialSetting", "crm.login", "session", ".answer.result[0]"),
        "/api",
        request -> Answer.json(200, "{\"result\":\"no such user\"}"));
    session();
    DeliveryBatch deliveryBatch = batch("{}", "{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasSize(2).hasOnlyElementsOfType(Outcome.Paused.class);
    assertThat(system.asked()).hasSize(1);
  }

  /** Nobody is to look for a record that was never sent; nor is the token asked for without end. */
  @Test
  void noAnswerToTheRequestForATokenIsNoQuestionForAPerson() throws Exception {
    int[] tokens = {0};
    start(
        Map.of("credentialSetting", "crm.oauth"),
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
