package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.cli.CommandStage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given out and erased: by API, by keyboard, by page. */
class PrivacyTest extends ConsoleVisit {
  @TempDir Path folder;

  private static String phone(String callId) {
    return "+49151555" + callId.substring(1);
  }

  private static byte[] body(String callId) throws Exception {
    return sample("classic-no-campaign-completed")
        .replace("480337", callId)
        .replaceAll("\\+491\\d{9,}", phone(callId))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void thePersonIsGivenOutErasedAndStaysAway() throws Exception {
    refused("490501");
    String query = "?phone=" + phone("490501").replace("+", "%2B");
    JsonNode held = get("/export" + query);
    assertThat(held.at("/events/0/content/customer_phone").asText()).isEqualTo(phone("490501"));
    assertThat(held.at("/events/0/deliveries")).isNotEmpty();

    JsonNode dry = JSON.readTree(order("/erasures" + query, "{\"dry_run\":true}").body());
    assertThat(dry.at("/count/calls").asInt()).isEqualTo(1);
    assertThat(dry.path("done").asBoolean()).isFalse();
    assertThat(rows("490501")).isNotEmpty();
    problem(order("/erasures" + query, "{}"), "why is missing");
    problem(
        order("/erasures" + query, "{\"why\":\"asked from 0151 555 90501\"}"), "without naming");

    JsonNode done = JSON.readTree(order("/erasures" + query, "{\"why\":\"ticket 4711\"}").body());
    JsonNode certificate = done.path("certificate");
    assertThat(certificate.at("/rows/event").asInt()).isEqualTo(1);
    assertThat(certificate.at("/delivered/call-log").asInt()).isEqualTo(1);
    assertThat(get("/erasures/" + certificate.path("id").asText())).isEqualTo(certificate);
    assertThat(rows("490501")).isEmpty();
    assertThat(get("/calls/490501").path("detail").asText()).contains("was erased at");

    JsonNode again = JSON.readTree(service.post(body("490501")).body());
    assertThat(again.path("status").asText()).isEqualTo("duplicate");
    assertThat(get("/calls/490501").path("status").asInt()).isEqualTo(404);
    assertThat(get("/export" + query).path("events")).isEmpty();
  }

  @Test
  void whatWasPromisedIsGivenOutToo() throws Exception {
    String body =
        """
        {"id":490504,"status":"completed","duration":60,"customer_phone":"+4915155590504",
         "created_at":"2026-11-30T10:00:00Z",
         "extracted_variables":{"appointment_scheduled":true,"appointment_at":"2099-01-12T14:30",
           "customer_name":"Anna Rot","customer_email":"anna@example.com"}}""";
    Answers.keep(service.post(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(delivered("490504")).contains("appointment-email");

    JsonNode held = get("/export?call=490504");

    assertThat(held.at("/events/0/promise/kind").asText()).isEqualTo("appointment");
    assertThat(held.findValues("appointment"))
        .anySatisfy(
            told -> assertThat(told.path("start_at").asText()).isEqualTo("2099-01-12T13:30:00Z"));
  }

  @Test
  void whoseIsToBeSaidAndOnlyOnce() throws Exception {
    problem(order("/erasures", "{\"why\":\"x\"}"), "phone of a person, or call");
    problem(order("/erasures?phone=0301234567&call=1", "{\"why\":\"x\"}"), "phone of a person");
    problem(order("/erasures?state=failed", "{\"why\":\"x\"}"), "no parameter state");
    problem(order("/rotate-keys", "{}"), "AFTERCALL_PRIVACY_KEYS");
    assertThat(get("/erasures/nothing").path("status").asInt()).isEqualTo(404);
  }

  @Test
  void theKeyboardDoesTheSame() throws Exception {
    refused("490502");
    CommandStage terminal =
        new CommandStage()
            .with("AFTERCALL_URL", at("").toString())
            .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
    Path file = folder.resolve("held.json");
    assertThat(terminal.run("export", "--call", "490502", "--out", file.toString()).exit())
        .isZero();
    assertThat(Files.readString(file)).contains(phone("490502"));

    assertThat(terminal.run("erase").exit()).isEqualTo(64);
    assertThat(terminal.run("erase", "--call", "490502").err()).contains("why is missing");
    CommandStage.Result dry = terminal.run("erase", "--call", "490502", "--dry-run");
    assertThat(dry.out()).contains("Held: 1 calls, 1 events");
    CommandStage.Result done = terminal.run("erase", "--call", "490502", "--why", "ticket 4712");
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .contains("Certificate of erasure", "by api: ticket 4712", "1 event", "still there: ")
        .doesNotContain(phone("490502"), "490502");
    assertThat(rows("490502")).isEmpty();
    assertThat(terminal.run("rotate-keys").err()).contains("AFTERCALL_PRIVACY_KEYS");
    assertThat(terminal.run("doctor").out()).contains("retention", "400 days", "seal", "lie open");
  }

  @Test
  void thePageCountsGivesOutAndErases() throws Exception {
    refused("490503");
    logIn(PASSWORD);
    assertThat(get(browser, "/console/call?id=490503").body()).contains("Erase this call");
    String page = "/console/people?phone=" + phone("490503").replace("+", "%2B");
    assertThat(get(browser, page).body()).contains("Erase 1 call for good", ">Export<");
    HttpResponse<String> file = get(browser, page.replace("/people?", "/people/file?"));
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
    assertThat(file.body()).contains(phone("490503"));
    assertThat(get(browser, "/console/people?phone=abc").body()).contains("no phone number");

    HttpResponse<String> done =
        submit(page, "/console/people", Map.of("phone", phone("490503"), "why", "ticket 4713"));

    assertThat(done.uri().getPath()).startsWith("/console/people/certificate/");
    assertThat(done.body())
        .contains("Certificate of erasure", "ticket 4713", "Sent to other systems", "call-log")
        .doesNotContain(phone("490503"));
    assertThat(rows("490503")).isEmpty();
    assertThat(get(browser, page).body()).contains("Nothing is held");
    assertThat(get(browser, "/console/people").body()).contains("ticket 4713");
  }

  /** The HTTP system has refused it, and nothing of it is on its way any more. */
  private static void refused(String callId) throws Exception {
    refuse(callId);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (rows(callId).stream().anyMatch(row -> row.state().open()) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  private static void problem(HttpResponse<String> answer, String says) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(says);
  }
}
