package io.aftercall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercall.sandbox.salesforce.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {
  private final Sandbox sandbox = Sandbox.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void givesTheSettingsThatPointHere() {
    Map<String, String> settings = sandbox.settings();

    assertThat(settings)
        .containsEntry("camel.component.salesforce.login-url", sandbox.salesforce().url())
        .containsEntry("camel.component.salesforce.authentication-type", "CLIENT_CREDENTIALS")
        .containsEntry("AFTERCALL_MAIL_PORT", String.valueOf(sandbox.mail().port()))
        .containsEntry("aftercall.mail.port", String.valueOf(sandbox.mail().port()))
        .containsEntry("AFTERCALL_CHAT_URL", sandbox.http().url("/chat"))
        .containsKeys(
            "camel.component.salesforce.client-id",
            "camel.component.salesforce.client-secret",
            "AFTERCALL_CRM_HTTP_SECRET");
    assertThat(sandbox.environment())
        .containsEntry("CAMEL_COMPONENT_SALESFORCE_LOGIN_URL", sandbox.salesforce().url());
  }

  @Test
  void saysWhenNothingHasArrived() throws Exception {
    assertThat(sandbox.account().toString())
        .contains("Salesforce: 0 leads, 0 tasks, 0 events", "Mail: 0 messages", "HTTP: 0 requests");
    assertThat(page()).contains("No lead yet.", "No task yet.", "No mail yet.", "No post yet.");
  }

  @Test
  void tellsWhatArrivedInPlainWords() throws Exception {
    fill("Max Mustermann");

    assertThat(sandbox.account().toString())
        .contains(
            "Salesforce: 1 lead, 1 task, 0 events",
            "  Lead \"Max Mustermann\"",
            "    Company                 Beispiel GmbH",
            "(Max Mustermann)",
            "  Message \"New lead\"",
            "    to                      sales@example.org",
            "  POST /crm",
            "    answered                200");
    assertThat(sandbox.account().counts()).containsEntry("leads", 1).containsEntry("mails", 1);
  }

  @Test
  void showsItOnAPageThatChangesItsState() throws Exception {
    String before = get("/state").body();
    fill("Max Mustermann");

    assertThat(get("/state").body()).isNotEqualTo(before);
    assertThat(page())
        .contains("Max Mustermann", "Beispiel GmbH", "New lead", "POST /crm")
        .doesNotContain("http://", "https://", "No lead yet.");
  }

  @Test
  void neverRunsWhatACallerSaid() throws Exception {
    fill("<script>alert(1)</script>\"><img src=x onerror=alert(1)>");

    HttpResponse<String> answer = get("");

    assertThat(answer.body()).doesNotContain("<script>alert", "<img src=x");
    assertThat(answer.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  private void fill(String name) throws IOException, InterruptedException {
    String lead =
        sandbox
            .salesforce()
            .given("Lead", Map.of("LastName", name, "Company", "Beispiel GmbH", "Rating", "Hot"));
    sandbox.salesforce().given("Task", Map.of("Subject", "Call", "WhoId", lead));
    assertThat(sandbox.salesforce().byId(lead)).map(Row::object).contains("Lead");
    ServerSetup smtp =
        new ServerSetup(sandbox.mail().port(), sandbox.mail().host(), ServerSetup.PROTOCOL_SMTP);
    GreenMailUtil.sendTextEmail("sales@example.org", "a@example.org", "New lead", name, smtp);
    assertThat(sandbox.mail().await(1, Duration.ofSeconds(5))).hasSize(1);
    http.send(
        HttpRequest.newBuilder(URI.create(sandbox.http().url("/crm")))
            .POST(BodyPublishers.ofString("{\"note\":\"%s\"}".formatted(name)))
            .build(),
        BodyHandlers.ofString());
  }

  private String page() throws IOException, InterruptedException {
    return get("").body();
  }

  private HttpResponse<String> get(String more) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(sandbox.pageUrl() + more)).build(),
        BodyHandlers.ofString());
  }
}
