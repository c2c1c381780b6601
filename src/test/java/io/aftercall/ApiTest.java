package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.security.Role;
import io.aftercall.security.Tokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON API on the management port, as programs and the command line use it. */
class ApiTest extends ConsoleStage {
  @AfterEach
  void mend() {
    kind();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic YWRtaW46eA=="})
  void opensToTheTokenOnly(String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(at("/api/v1/status"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    problem(answer, 401, "AFTERCALL_API_TOKEN");
  }

  @Test
  void tellsTheWholeStoryOfACall() throws Exception {
    refuse("490001");

    JsonNode told = get("/calls/490001");
    assertThat(told.path("call_id").asText()).isEqualTo("490001");
    JsonNode event = told.at("/events/0");
    assertThat(event.path("state").asText()).isEqualTo("routed");
    assertThat(event.path("revision").asInt()).isEqualTo(1);
    assertThat(event.path("bytes").asInt()).isGreaterThan(100);
    assertThat(event.path("content_hash").asText()).hasSize(64);
    assertThat(event.at("/headers/Content-Type").asText()).isEqualTo("application/json");
    assertThat(event.at("/story/rules/0/place").asText()).startsWith("routes/decide/");
    assertThat(event.at("/story/call/id").asText()).isEqualTo("490001");
    JsonNode crm = delivery(event, "crm-http");
    assertThat(crm.path("state").asText()).isEqualTo("rejected");
    assertThat(crm.path("reason").asText()).contains("HTTP 400");
    assertThat(crm.at("/attempts_made/0/number").asInt()).isEqualTo(1);
    assertThat(crm.at("/attempts_made/0/outcome").asText()).isEqualTo("rejected");
    assertThat(crm.at("/attempts_made/0/mapping_version").asText()).hasSize(12);
    assertThat(event.path("received_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  }

  @Test
  void sendsAgainWhatWasRefusedAndRemembersWho() throws Exception {
    refuse("490002");
    kind();

    JsonNode dry =
        JSON.readTree(order("/deliveries/retry?call=490002", "{\"dry_run\":true}").body());
    assertThat(dry.path("count").asInt()).isEqualTo(1);
    assertThat(dry.path("done").asBoolean()).isFalse();
    await("490002", DeliveryState.REJECTED);

    JsonNode done =
        JSON.readTree(order("/deliveries/retry?call=490002", "{\"why\":\"CRM mended\"}").body());
    assertThat(done.path("count").asInt()).isEqualTo(1);
    assertThat(done.path("done").asBoolean()).isTrue();
    await("490002", DeliveryState.DELIVERED);
    JsonNode change = delivery(get("/calls/490002").at("/events/0"), "crm-http").at("/changes/0");
    assertThat(change.path("who").asText()).isEqualTo("api");
    assertThat(change.path("why").asText()).isEqualTo("CRM mended");
    assertThat(change.path("from_state").asText()).isEqualTo("rejected");
    assertThat(change.path("from_reason").asText()).contains("HTTP 400");
    assertThat(change.path("to_state").asText()).isEqualTo("pending");
  }

  @Test
  void dropsWhatNobodyNeedsButNotWithoutAWhy() throws Exception {
    refuse("490003");

    problem(order("/deliveries/discard?call=490003", "{}"), 400, "why is missing");
    await("490003", DeliveryState.REJECTED);
    assertThat(order("/deliveries/discard?call=490003", "{\"why\":\"a test\"}").statusCode())
        .isEqualTo(200);
    assertThat(await("490003", DeliveryState.DISCARDED).reason()).contains("by api: a test");
  }

  @Test
  void routesAgainWhatIsNamed() throws Exception {
    post("message-status");
    JourneyBook.of(service, "message:SM0123456789").awaitRouted(PATIENCE);

    String some = "/events/replay?call=message:SM0123456789";
    assertThat(JSON.readTree(order(some, "{}").body()).path("count").asInt()).isZero();
    JsonNode done = JSON.readTree(order(some + "&state=ignored", "{}").body());
    assertThat(done.path("count").asInt()).isEqualTo(1);
    JourneyBook.of(service, "message:SM0123456789").awaitRouted(PATIENCE);
    JsonNode change = get("/calls/message:SM0123456789").at("/events/0/changes/0");
    assertThat(change.path("why").asText()).isEqualTo("asked for");
  }

  @Test
  void listsPageByPage() throws Exception {
    refuse("490004");
    refuse("490005");

    JsonNode first = get("/deliveries?state=rejected&destination=crm-http&limit=1");
    assertThat(first.at("/deliveries/0/call_id").asText()).isEqualTo("490005");
    JsonNode second =
        get(
            "/deliveries?state=rejected&destination=crm-http&limit=1&before="
                + first.path("next").asText());
    assertThat(second.at("/deliveries/0/call_id").asText()).isEqualTo("490004");
    JsonNode mine = get("/events?phone=0151%20555%2090004&limit=5");
    assertThat(mine.path("events")).hasSize(1);
    assertThat(mine.at("/events/0/call_id").asText()).isEqualTo("490004");
    assertThat(mine.path("next").isNull()).isTrue();
    assertThat(mine.at("/events/0/customer/phone").asText()).isEqualTo("+4915155590004");
    String viewer = service.bean(Tokens.class).make("lists", Role.VIEWER, Duration.ofDays(1));
    String masked =
        send(HttpRequest.newBuilder(at("/api/v1/events?call=490004"))
                .header("Authorization", "Bearer " + viewer))
            .body();
    assertThat(masked).contains("490004\"").doesNotContain("+49", "15155590004");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /events?stat=held | 400 | did you mean 'state'?",
        "GET | /deliveries?since=soon | 400 | 30m, 24h, 7d",
        "GET | /calls/nobody-has-this | 404 | no call with this id",
        "GET | /nowhere | 404 | nothing at this address",
        "GET | /events/replay | 405 | does not take this method",
        "POST | /deliveries/retry | 400 | all=true",
        "POST | /destinations/nobody/pause | 404 | there is no destination 'nobody'",
      })
  void saysWhatIsWrong(String method, String path, int status, String detail) throws Exception {
    problem(send(api(path).method(method, BodyPublishers.noBody())), status, detail);
  }

  @Test
  void aBodyThatIsNoJsonDoesNothing() throws Exception {
    problem(order("/deliveries/retry?all=true", "{why"), 400, "the body is not JSON");
  }

  @Test
  void pausesAndResumes() throws Exception {
    JsonNode paused =
        JSON.readTree(order("/destinations/appointment/pause", "{\"why\":\"holiday\"}").body());
    assertThat(paused.at("/paused/reason").asText()).isEqualTo("paused by api: holiday");
    assertThat(destination("appointment").at("/paused/until").isNull()).isTrue();
    assertThat(order("/destinations/appointment/resume", "").statusCode()).isEqualTo(200);
    assertThat(destination("appointment").path("paused").isNull()).isTrue();
  }

  @Test
  void saysHowTheNodeIs() throws Exception {
    refuse("490006");

    JsonNode status = get("/status");
    assertThat(status.path("mode").asText()).isEqualTo("live");
    assertThat(service.address()).contains(":" + status.path("webhook_port").asInt() + "/");
    assertThat(status.path("config_version").asText()).hasSize(12);
    assertThat(status.at("/events/routed").asInt()).isPositive();
    assertThat(status.at("/deliveries/crm-http/rejected").asInt()).isPositive();
    assertThat(destination("crm-http").path("rejected").asInt()).isPositive();
    // The first login may still be under way; then all of it goes.
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (destination("salesforce-lead").path("pending").asInt() > 0 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(destination("salesforce-lead").path("pending").asInt()).isZero();
  }

  private static JsonNode destination(String name) throws Exception {
    for (JsonNode one : get("/destinations").path("destinations")) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no destination " + name);
  }

  private static JsonNode delivery(JsonNode event, String destination) {
    for (JsonNode one : event.path("deliveries")) {
      if (one.path("destination").asText().equals(destination)) {
        return one;
      }
    }
    throw new AssertionError("no delivery to " + destination);
  }

  private static void problem(HttpResponse<String> answer, int status, String detail)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).contains(detail);
  }
}
