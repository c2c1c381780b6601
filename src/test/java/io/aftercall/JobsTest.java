package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.cli.CommandStage;
import io.aftercall.outbox.DeliveryState;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk work and the book of deeds: by API, by keyboard, by page. */
class JobsTest extends ConsoleVisit {
  private CommandStage terminal;

  @BeforeEach
  void atTheServersSide() throws Exception {
    terminal =
        new CommandStage()
            .with("AFTERCALL_URL", at("").toString())
            .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
  }

  private String ok(String... args) {
    CommandStage.Result result = terminal.run(args);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return result.out();
  }

  @Test
  void anOrderWithARateRunsByItselfAndIsFollowed() throws Exception {
    refuse("499101");
    kind();
    String said = ok("retry", "--call", "499101", "--rate", "50", "--why", "gently");
    assertThat(said).contains("1 deliveries will be tried again", "Job 0", "1 tried again.");
    await("499101", DeliveryState.DELIVERED);
    assertThat(ok("jobs")).contains("done", "1 of 1", "rejected or failed, of one call");
    assertThat(ok("audit")).contains("api", "retry", "gently").doesNotContain("499101");
    assertThat(ok("jobs", "--json")).contains("\"remedy\" : \"retry\"");
  }

  @Test
  void aSlowOneCanBeCalledOff() throws Exception {
    refuse("499102");
    refuse("499103");
    String all = "/deliveries/discard?destination=crm-http&state=rejected";
    JsonNode given =
        JSON.readTree(order(all, "{\"why\":\"a test\",\"rate\":0.01}").body()).path("order");
    String id = given.path("id").asText();
    assertThat(given.path("state").asText()).isEqualTo("running");
    assertThat(ok("jobs", "cancel", id)).startsWith("cancelled: ");
    JsonNode now = get("/jobs/" + id);
    assertThat(now.path("ended_by").asText()).isEqualTo("api");
    assertThat(now.path("changed").asLong()).isLessThan(2);
    assertThat(order("/jobs/nothing/cancel", "").statusCode()).isEqualTo(404);
  }

  @Test
  void thePageShowsWhatIsBeingDoneAndWhatWasDone() throws Exception {
    refuse("499104");
    refuse("499105");
    logIn(PASSWORD);
    String page = "/console/remedy?remedy=discard&state=rejected&destination=crm-http";
    Map<String, String> slowly =
        Map.of(
            "remedy", "discard",
            "state", "rejected",
            "destination", "crm-http",
            "why", "nobody needs it",
            "rate", "0.02");
    HttpResponse<String> running = submit(page, "/console/remedy", slowly);
    assertThat(running.uri().getPath()).isEqualTo("/console/audit");
    assertThat(running.body()).contains("Running jobs", "<progress", "at most 0.02 per second");
    String id = running.body().replaceAll("(?s).*/console/audit/(\\w+)/cancel.*", "$1");
    HttpResponse<String> after =
        submit("/console/audit", "/console/audit/" + id + "/cancel", Map.of());
    assertThat(after.body())
        .contains("Cancelled.", "nobody needs it", "cancel")
        .doesNotContain("Running jobs");
  }

  @Test
  void everythingAPersonDoesIsInTheBook() throws Exception {
    order("/destinations/appointment/pause", "{\"why\":\"holiday\"}");
    order("/destinations/appointment/resume", "");
    send(api("/export?call=499199"));
    order("/erasures?call=499199", "{\"why\":\"ticket 12\"}");
    ok("users", "set", "ulla", "--role", "viewer");
    ok("users", "role", "ulla", "operator");
    ok("users", "remove", "ulla");
    String made = ok("tokens", "make", "grafana", "--role", "viewer", "--days", "30");
    assertThat(made).contains("shown only now");
    assertThat(ok("tokens")).contains("grafana", "viewer").doesNotContain(made.split("\n")[1]);
    ok("tokens", "remove", "grafana");
    assertThat(ok("users")).contains("admin");

    JsonNode actions = get("/audit").path("actions");
    assertThat(actions.findValuesAsText("what"))
        .contains("pause", "resume", "export", "erase", "user", "token");
    assertThat(actions.findValuesAsText("about"))
        .contains("appointment", "a call", "ulla is operator", "ulla is let in no more");
    assertThat(actions.toString()).doesNotContain("499199");
    for (JsonNode action : actions) {
      if (action.path("what").asText().equals("resume")) {
        assertThat(action.path("changed").isNull()).isTrue();
        assertThat(action.path("why").isNull()).isTrue();
      }
    }
  }

  @Test
  void nothingIsDoneToEverythingByAMistake() {
    CommandStage.Result none = terminal.run("retry");
    assertThat(none.exit()).isEqualTo(64);
    assertThat(none.err()).contains("--all for everything").doesNotContain("all=true");
  }
}
