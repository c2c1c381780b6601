package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.security.Role;
import io.aftercall.security.Tokens;
import io.aftercall.security.Users;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each role may do, at every address that is not for everybody. */
class RolesTest extends ConsoleVisit {
  private static final Map<Role, String> WORDS = new EnumMap<>(Role.class);

  @BeforeEach
  void tokens() {
    for (Role role : Role.values()) {
      WORDS.computeIfAbsent(
          role,
          one -> service.bean(Tokens.class).make("test-" + one.text(), one, Duration.ofDays(1)));
    }
  }

  private static HttpResponse<String> ask(Role role, String method, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(at("/api/v1" + path))
            .header("Authorization", "Bearer " + WORDS.get(role))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString("{\"dry_run\":true}")));
  }

  /** May: viewer, operator, admin. Whoever may gets another answer than 403. */
  @ParameterizedTest
  @CsvSource({
    "GET, /status, yes, yes, yes",
    "GET, /events, yes, yes, yes",
    "GET, /deliveries, yes, yes, yes",
    "GET, /calls/nobody, yes, yes, yes",
    "GET, /destinations, yes, yes, yes",
    "GET, /sources, yes, yes, yes",
    "GET, /doctor, yes, yes, yes",
    "GET, /jobs, yes, yes, yes",
    "GET, /audit, yes, yes, yes",
    "GET, /erasures, yes, yes, yes",
    "GET, /reconcile, yes, yes, yes",
    "POST, /reconcile?since=soon, no, yes, yes",
    "GET, /export?call=nobody, no, yes, yes",
    "POST, /deliveries/retry?call=nobody, no, yes, yes",
    "GET, /drift, yes, yes, yes",
    "GET, /events/bodies?limit=1, no, yes, yes",
    "POST, /deliveries/retry-original?call=nobody, no, yes, yes",
    "POST, /deliveries/discard?call=nobody, no, yes, yes",
    "POST, /events/replay?call=nobody, no, yes, yes",
    "POST, /jobs/nothing/cancel, no, yes, yes",
    "POST, /destinations/nowhere/pause, no, yes, yes",
    "POST, /destinations/nowhere/resume, no, yes, yes",
    "POST, /erasures?call=nobody, no, yes, yes",
    "GET, /suppressions, yes, yes, yes",
    "GET, /suppressions?phone=%2B4915123456789, no, yes, yes",
    "POST, /suppressions, no, yes, yes",
    "POST, /suppressions/nothing/lift, no, yes, yes",
    "GET, /promises, yes, yes, yes",
    "POST, /promises/nothing/move, no, yes, yes",
    "POST, /promises/nothing/cancel, no, yes, yes",
    "GET, /deliveries/nothing/person, no, yes, yes",
    "POST, /deliveries/nothing/person, no, yes, yes",
    "POST, /try, yes, yes, yes",
    "GET, /config, yes, yes, yes",
    "GET, /config/history, yes, yes, yes",
    "POST, /config/versions/000000/rollback, no, no, yes",
    "GET, /clock, yes, yes, yes",
    "POST, /clock/confirm, no, yes, yes",
    "POST, /rotate-keys, no, no, yes",
    "GET, /users, no, no, yes",
    "POST, /users/vera, no, no, yes",
    "POST, /users/vera/role, no, no, yes",
    "DELETE, /users/vera, no, no, yes",
    "GET, /tokens, no, no, yes",
    "POST, /tokens/x, no, no, yes",
    "DELETE, /tokens/x, no, no, yes",
  })
  void theTable(String method, String path, String viewer, String operator, String admin)
      throws Exception {
    Map<Role, String> may = Map.of(Role.VIEWER, viewer, Role.OPERATOR, operator, Role.ADMIN, admin);
    for (Role role : Role.values()) {
      HttpResponse<String> answer = ask(role, method, path);
      assertThat(answer.statusCode() == 403)
          .as(role + " " + method + " " + path + ": " + answer.statusCode())
          .isEqualTo(may.get(role).equals("no"));
      assertThat(answer.statusCode()).isNotEqualTo(401).isLessThan(500);
    }
  }

  @Test
  void whoMayNotIsToldWhatTheyAre() throws Exception {
    JsonNode problem = JSON.readTree(ask(Role.VIEWER, "POST", "/rotate-keys").body());
    assertThat(problem.path("detail").asText()).contains("role is viewer");
  }

  @Test
  void aViewerSeesHowCallsWentAndCanDoNothing() throws Exception {
    refuse("499301");
    service.bean(Users.class).set("vera", Role.VIEWER, "veras own one");
    logIn("vera", "veras own one");

    String call = get(browser, "/console/call?id=499301").body();
    assertThat(call)
        .contains("HTTP 400", "&quot;customer_phone&quot; : &quot;…(")
        .doesNotContain("Send again", "Discard");
    assertThat(get(browser, "/console/attention").body()).doesNotContain("remedy=");
    assertThat(get(browser, "/console").body()).doesNotContain("/pause");
    assertThat(get(browser, "/console/audit").statusCode()).isEqualTo(200);
    for (String path :
        new String[] {
          "/console/remedy?remedy=retry&all=true", "/console/destinations/crm-http/pause"
        }) {
      assertThat(get(browser, path).statusCode()).as(path).isEqualTo(403);
    }
    HttpResponse<String> posted =
        submit("/console/try", "/console/remedy", Map.of("remedy", "retry", "call", "499301"));
    assertThat(posted.statusCode()).isEqualTo(403);
    assertThat(posted.body()).contains("may not");
  }

  @Test
  void whoIsTakenOutIsOutAtOnce() throws Exception {
    Users users = service.bean(Users.class);
    users.set("otto", Role.OPERATOR, "ottos own one");
    logIn("otto", "ottos own one");
    assertThat(get(browser, "/console/calls").uri().getPath()).isEqualTo("/console/calls");
    users.remove("otto");
    assertThat(get(browser, "/console/calls").uri().getPath()).isEqualTo("/console/login");
  }
}
