package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.cli.CommandStage;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Drift by API, page and command line of the running service. */
class DriftReportTest extends ConsoleVisit {
  private static final String BODY =
      """
      {"id":%d,"status":"completed","customer_phone":"+4915155500%d",
       "extracted_variables":{"customer_interested":%s,"zimmerzahl":%d}}\
      """;

  private static void call(int id, String interested) throws Exception {
    service.post(BODY.formatted(id, id % 100, interested, id % 7).getBytes(UTF_8));
  }

  private static JsonNode finding(JsonNode report, String kind, String variable) {
    for (JsonNode finding : report.path("findings")) {
      if (finding.path("kind").asText().equals(kind)
          && finding.path("variable").asText().equals(variable)) {
        return finding;
      }
    }
    throw new AssertionError("no " + kind + " of " + variable + " in " + report);
  }

  @Test
  void isToldInThreeWays() throws Exception {
    call(770001, "\"ja\"");
    call(770002, "\"vielleicht\"");
    // The same call again with other content counts once.
    call(770002, "\"eher schon\"");

    JsonNode report = get("/drift?since=24h&source=famulor");

    JsonNode rooms = finding(report, "undeclared", "zimmerzahl");
    assertThat(rooms.path("says").asText()).startsWith("comes in 2 calls");
    assertThat(rooms.path("line").asText()).isEqualTo("zimmerzahl: number");
    assertThat(rooms.path("calls")).hasSize(2);
    assertThat(finding(report, "type", "customer_interested").path("calls").toString())
        .contains("\"770002\"");
    assertThat(finding(report, "type", "customer_interested").path("values").toString())
        .contains("{\"value\":\"eher schon\",\"count\":1}");
    assertThat(report.path("calls").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(send(api("/drift?source=nobody")).body()).contains("there is no source 'nobody'");
    assertThat(send(api("/drift?sinc=7d")).body()).contains("did you mean 'since'?");

    logIn(PASSWORD);
    String page = get(browser, "/console/variables?since=24h").body();
    assertThat(page)
        .contains("<code>zimmerzahl: number</code>", "<q>eher schon</q>", "In a mapping:")
        .contains("/console/call?id=770002&amp;source=famulor")
        .contains("Sent as");

    CommandStage terminal =
        new CommandStage()
            .with("AFTERCALL_URL", at("").toString())
            .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
    CommandStage.Result told = terminal.run("drift", "--since", "24h");
    assertThat(told.exit()).as(told.err()).isEqualTo(1);
    assertThat(told.out())
        .contains("famulor: undeclared: zimmerzahl comes in 2 calls")
        .contains("    write    zimmerzahl: number")
        .contains("    values   'eher schon' × 1")
        .containsPattern("write    FIELD: \\{ from: .said.customer_interested, .*# in a mapping")
        .containsPattern("things have drifted in \\d+ calls");
    assertThat(JSON.readTree(terminal.run("drift", "--json").out()).path("variables")).isNotEmpty();
  }
}
