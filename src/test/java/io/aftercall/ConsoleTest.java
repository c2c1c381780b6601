package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console as a browser sees it: who gets in, and what a person can do there. */
class ConsoleTest extends ConsoleVisit {
  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/console", "/console/calls", "/console/call?id=1", "/console/try", "/xyz"})
  void nothingIsShownBeforeTheLogin(String path) throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(at(path)));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/console/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/prometheus",
        "/console/login",
        "/console/console.css",
        "/console/refresh.js",
        "/webjars/htmx.org/dist/htmx.min.js"
      })
  void probesAndTheLoginNeedNoPassword(String path) throws Exception {
    assertThat(send(HttpRequest.newBuilder(at(path))).statusCode()).isEqualTo(200);
  }

  @Test
  void theRightPasswordOpensASessionOfItsOwn() throws Exception {
    get(browser, "/console/login");
    String before = session();
    HttpResponse<String> after = logIn(PASSWORD);

    assertThat(after.uri().getPath()).isEqualTo("/console");
    assertThat(after.body()).contains("Destinations", "salesforce-lead");
    assertThat(session()).isNotEqualTo(before);
  }

  @Test
  void aWrongPasswordOpensNothing() throws Exception {
    HttpResponse<String> after = logIn("wrong");
    assertThat(after.uri().toString()).endsWith("/console/login?wrong");
    assertThat(after.body()).contains("Wrong user name or password").doesNotContain("wrong\"");
    assertThat(get(browser, "/console/calls").uri().getPath()).isEqualTo("/console/login");
  }

  @Test
  void signingOutEndsIt() throws Exception {
    logIn(PASSWORD);
    submit("/console", "/console/logout", Map.of());
    assertThat(get(browser, "/console/calls").uri().getPath()).isEqualTo("/console/login");
  }

  @Test
  void noPageRunsWhatIsNotOurs() throws Exception {
    logIn(PASSWORD);
    for (String path : new String[] {"/console", "/console/calls", "/console/nowhere"}) {
      Map<String, String> headers = new LinkedHashMap<>();
      HttpResponse<String> page = get(browser, path);
      page.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      assertThat(headers.get("content-security-policy"))
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
          .contains("frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe");
      assertThat(headers)
          .containsEntry("x-frame-options", "DENY")
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "same-origin");
      assertThat(headers.get("cache-control")).contains("no-store");
      assertThat(page.body()).doesNotContain("<style", "style=\"", "onclick", "<script>");
    }
  }

  @Test
  void nothingIsChangedWithoutTheTokenOfThePage() throws Exception {
    refuse("490101");
    logIn(PASSWORD);
    HttpResponse<String> answer =
        post("/console/remedy", Map.of("remedy", "retry", "call", "490101"));
    assertThat(answer.statusCode()).isEqualTo(403);
    await("490101", DeliveryState.REJECTED);
  }

  @Test
  void theApiIsNotOpenedByASession() throws Exception {
    logIn(PASSWORD);
    assertThat(get(browser, "/api/v1/status").statusCode()).isEqualTo(401);
  }

  @Test
  void aPartOfAPageHasTheWholePageAskAfterTheSessionHasEnded() throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(at("/console/overview")).header("HX-Request", "true"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Refresh")).contains("true");
  }

  @Test
  void whatNeedsAPersonIsGroupedCountedAndSentAgain() throws Exception {
    refuse("490102");
    logIn(PASSWORD);
    assertThat(get(browser, "/console/attention").body())
        .contains("HTTP 400: the system refuses the record", "crm-http");
    String one = "remedy=retry&state=rejected&call=490102";
    assertThat(get(browser, "/console/remedy?" + one).body())
        .contains("Retry: 1 delivery", "Reason");
    kind();
    HttpResponse<String> after =
        submit(
            "/console/remedy?" + one,
            "/console/remedy",
            Map.of("remedy", "retry", "state", "rejected", "call", "490102", "why", "mended"));

    assertThat(after.body()).contains("1 delivery will be retried at once.");
    DeliveryRow row = await("490102", DeliveryState.DELIVERED);
    assertThat(get(browser, "/console/call?id=490102").body())
        .contains("<b>admin</b> moved it", "<q>mended</q>", row.eventId());
  }

  @Test
  void aGroupIsHelpedWithoutItsNeighbours() throws Exception {
    refuse("490103");
    logIn(PASSWORD);
    String elsewhere = "remedy=discard&state=rejected&destination=crm-http&reason=another+reason";
    assertThat(get(browser, "/console/remedy?" + elsewhere).body())
        .contains("Nothing left to retry");
  }

  @Test
  void whatCallersSayIsNeverMarkup() throws Exception {
    String evil = "<script>alert(1)</script>";
    String body =
        sample("classic-no-campaign-completed")
            .replace("480337", "490104")
            .replaceAll("\\+491\\d{9,}", "+4915155590104")
            .replaceFirst("\"transcript\": \"", "\"transcript\": \"" + evil);
    service.post(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    JourneyBook.of(service, "490104").awaitRouted(PATIENCE);
    logIn(PASSWORD);
    assertThat(get(browser, "/console/call?id=490104").body())
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain(evil);
    assertThat(get(browser, "/console/calls?call=%3Cscript%3Ealert(1)%3C/script%3E").body())
        .doesNotContain(evil);
  }

  @Test
  void olderCallsAreAPageAway() throws Exception {
    refuse("490107");
    refuse("490108");
    logIn(PASSWORD);
    String first = get(browser, "/console/calls?state=routed&limit=1").body();
    Matcher older = Pattern.compile("href=\"(/console/calls[^\"]*before=[^\"]*)\"").matcher(first);
    assertThat(first).contains("490108").doesNotContain("490107");
    assertThat(older.find()).isTrue();
    assertThat(get(browser, older.group(1).replace("&amp;", "&")).body())
        .contains("490107")
        .doesNotContain("490108");
  }

  @Test
  void aCallIsFoundByWhateverAPersonKnowsAndTheFilterIsKept() throws Exception {
    refuse("490105");
    logIn(PASSWORD);
    for (String known : new String[] {"q=490105", "phone=015155590105", "q=0151+5559+0105"}) {
      assertThat(get(browser, "/console/calls?" + known).body())
          .as(known)
          .contains("+4915155590105", "id=490105");
    }
    assertThat(get(browser, "/console/calls?delivery=rejected&destination=crm-http").body())
        .contains("id=490105");
    assertThat(get(browser, "/console/calls?q=490105&delivery=superseded").body())
        .contains("No call matches");
    Matcher link =
        Pattern.compile("href=\"(/console/call\\?id=490105[^\"]*)\"")
            .matcher(get(browser, "/console/calls?q=490105&state=routed").body());
    assertThat(link.find()).isTrue();
    assertThat(get(browser, link.group(1).replace("&amp;", "&")).body())
        .contains("href=\"/console/calls?q=490105&amp;state=routed\"", "+4915155590105");
    for (String list : new String[] {"/console", "/console/attention"}) {
      assertThat(get(browser, list).body()).doesNotContain("+4915155590105");
    }
  }

  @Test
  void aPayloadThatCannotBeReadIsShownWithThePlaceAndDownloaded() throws Exception {
    byte[] broken =
        "{\"id\": \"490109\", \"phone\": }".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    service.post(broken);
    logIn(PASSWORD);
    String list = get(browser, "/console/calls?state=quarantined").body();
    Matcher call = Pattern.compile("href=\"(/console/call\\?id=sha256[^\"]*)\"").matcher(list);
    assertThat(call.find()).isTrue();
    String story = get(browser, call.group(1).replace("&amp;", "&")).body();
    Matcher payload =
        Pattern.compile("href=\"(/console/call/payload\\?event=[^\"]*)\"").matcher(story);
    assertThat(payload.find()).isTrue();
    assertThat(get(browser, payload.group(1)).body())
        .contains("490109", "Line 1, column", "^</b>", "Download");
    HttpResponse<String> file =
        get(browser, payload.group(1).replace("/payload?", "/payload/file?"));
    assertThat(file.body()).isEqualTo(new String(broken, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
  }

  @Test
  void tryingStoresAndSendsNothing() throws Exception {
    logIn(PASSWORD);
    int posts = sandbox.http().posts().size();
    String body = sample("classic-campaign-completed").replace("480336", "490106");
    HttpResponse<String> page =
        submit("/console/try", "/console/try", Map.of("source", "famulor", "body", body));

    assertThat(page.body())
        .contains(
            "What would happen",
            "salesforce-lead",
            "Max Mustermann",
            "dry run",
            "would be sent to");
    assertThat(page.body())
        .contains("Request", "POST $AFTERCALL_CRM_HTTP_URL", "webhook-signature: (not shown)");
    assertThat(rows("490106")).isEmpty();
    assertThat(sandbox.http().posts()).hasSize(posts);
  }

  @Test
  void noFileButASampleIsShown() throws Exception {
    logIn(PASSWORD);
    assertThat(get(browser, "/console/try?sample=message-status").body()).contains("SM0123456789");
    assertThat(get(browser, "/console/try?sample=../application").statusCode()).isEqualTo(404);
  }

  @Test
  void aDestinationIsPausedAndTriedAgainByHand() throws Exception {
    logIn(PASSWORD);
    String path = "/console/destinations/do-not-call/";
    assertThat(submit(path + "pause", path + "pause", Map.of("why", "moving")).body())
        .contains("paused by admin: moving", "aria-label=\"Resume do-not-call\"");
    assertThat(submit("/console", path + "resume", Map.of()).body())
        .contains("do-not-call is tried again now.")
        .doesNotContain("paused by admin");
  }
}
