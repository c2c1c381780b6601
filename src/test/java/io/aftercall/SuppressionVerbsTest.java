package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.cli.CommandStage;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.security.Role;
import io.aftercall.security.Users;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who must not be contacted, by the command line, the API and the console of a running service. */
class SuppressionVerbsTest extends ConsoleVisit {
  private final CommandStage terminal = new CommandStage();

  @BeforeEach
  void atTheServersSide() throws IOException {
    terminal
        .with("AFTERCALL_URL", at("").toString())
        .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
  }

  private String ok(String... args) {
    CommandStage.Result result = terminal.run(args);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return result.out();
  }

  private static String metrics() throws Exception {
    return send(HttpRequest.newBuilder(at("/actuator/prometheus"))).body();
  }

  private static void call(String id, String phone, String variables) throws Exception {
    String body =
        """
        {"id":%s,"status":"completed","duration":60,"customer_phone":"%s","extracted_variables":%s}"""
            .formatted(id, phone, variables);
    Answers.keep(service.post(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aCallThatSaysNoIsListedAndStopsWhatComesUntilItIsLifted() throws Exception {
    String phone = "+4915129100001";
    String hot = "{\"customer_interested\":true}";
    call("491001", phone, "{\"dnc\":\"bitte nicht mehr anrufen\"}");
    assertThat(delivered("491001")).contains("do-not-call", "call-log");
    call("491002", phone, hot);
    await("491002", DeliveryState.DELIVERED);
    assertThat(ok("deliveries", "--call", "491002", "--state", "suppressed"))
        .contains("sales-email", "team-chat")
        .doesNotContain("crm-http");
    assertThat(ok("explain", "491002")).contains("suppressed", "opt-out of");

    String listed = ok("suppressions", "--phone", "0151 29100001", "--json");
    JsonNode one = JSON.readTree(listed).at("/suppressions/0");
    assertThat(one.path("words").asText()).isEqualTo("bitte nicht mehr anrufen");
    assertThat(one.path("source").asText()).isEqualTo("famulor");
    assertThat(listed).doesNotContain("29100001");
    assertThat(ok("suppressions", "--phone", "0151 29100001")).contains("do_not_call of a call");

    String id = one.path("id").asText();
    assertThat(terminal.run("suppressions", "lift", id).exit()).isEqualTo(64);
    assertThat(ok("suppressions", "lift", id, "--why", "asked for an offer")).contains("Lifted");
    assertThat(terminal.run("suppressions", "lift", id, "--why", "again").err())
        .contains("it was lifted before, by");
    call("491003", phone, hot);
    assertThat(delivered("491003")).contains("sales-email");
    assertThat(ok("deliveries", "--call", "491002", "--state", "suppressed"))
        .contains("sales-email");
    assertThat(ok("audit")).contains("lift-suppression");
    assertThat(metrics()).contains("aftercall_suppressions_total{source=\"famulor\"}");
  }

  @Test
  void aPersonIsAddedByHandWithAWhy() {
    assertThat(terminal.run("suppress", "--why", "a letter").err()).contains("say who");
    assertThat(terminal.run("suppress", "--phone", "+4915129100002").exit()).isEqualTo(64);
    CommandStage.Result scope =
        terminal.run("suppress", "--phone", "+4915129100002", "--scope", "emial", "--why", "x");
    assertThat(scope.exit()).isEqualTo(64);
    assertThat(scope.err()).contains("did you mean 'email'?");
    assertThat(terminal.run("suppressions", "--state", "held").err())
        .contains("active, lifted, all");
    assertThat(ok("suppress", "--phone", "+4915129100002", "--why", "a letter", "--json"))
        .contains("\"suppressed\" : 0");
    assertThat(ok("suppressions", "--phone", "+4915129100002")).contains("a letter", "all");
    assertThat(ok("suppressions", "--email", "nobody@example.com")).contains("Nobody");
  }

  @Test
  void theConsoleListsAddsAndLiftsAndHidesWordsFromViewers() throws Exception {
    call("491010", "+4915129100010", "{\"do_not_call\":\"nie wieder anrufen\"}");
    assertThat(delivered("491010")).contains("do-not-call");
    service.bean(Users.class).set("otto", Role.OPERATOR, "ottos own one");
    logIn("otto", "ottos own one");
    assertThat(get(browser, "/console/suppressions").body())
        .contains("nie wieder anrufen", "Add a person", "Lift");
    assertThat(
            submit(
                    "/console/suppressions",
                    "/console/suppressions",
                    Map.of("email", "anna@example.com", "scope", "email", "why", "a letter"))
                .body())
        .contains("The person is not contacted any more");
    assertThat(get(browser, "/console/suppressions?email=anna%40example.com").body())
        .contains("added by otto");

    service.bean(Users.class).set("vera", Role.VIEWER, "veras own one");
    logIn("vera", "veras own one");
    assertThat(get(browser, "/console/suppressions").body())
        .contains("do_not_call of a call", "hidden (18 characters)")
        .doesNotContain("nie wieder anrufen", "Add a person");
  }
}
