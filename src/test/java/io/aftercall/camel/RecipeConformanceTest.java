package io.aftercall.camel;

import static io.aftercall.NastyServer.answer;
import static io.aftercall.NastyServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.NastyServer;
import io.aftercall.NastyServer.Speech;
import io.aftercall.destination.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The conformance of destinations for every recipe that writes to a system: whatever is answered to
 * its question or to its write, the record ends in a state with a plain sentence, nothing is
 * delivered that no answer shows, and nothing is written after a question without an answer.
 */
@Timeout(120)
class RecipeConformanceTest {
  private static final Set<String> LATER = Set.of("retry", "paused", "unknown");

  @TempDir Path home;

  /** What a sound system answers; a question is told by a text in the request. */
  enum Recipe {
    HUBSPOT("hubspot", "/batch/read ", "{\"results\":[]}", "{\"results\":[{\"id\":\"501\"}]}"),
    PIPEDRIVE(
        "pipedrive",
        "/persons/search?",
        "{\"success\":true,\"data\":{\"items\":[]}}",
        "{\"success\":true,\"data\":{\"id\":5}}"),
    ZOHO(
        "zoho",
        "/Leads/search?",
        "{\"data\":[]}",
        "{\"data\":[{\"status\":\"success\",\"details\":{\"id\":\"900\"}}]}"),
    TRYTON_PARTY("tryton-party", "search_read", "{\"result\":[]}", "{\"result\":[77]}"),
    TRYTON_DEAL("tryton-deal", "search_read", "{\"result\":[{\"party\":12}]}", "{\"result\":[77]}"),
    CALL_BACK("call-back", null, null, "{\"call_id\":4711,\"status\":\"initiated\"}"),
    TEAMS("teams", null, null, "ok");

    final String destination;
    final String question;
    final Speech found;
    final Speech written;

    Recipe(String destination, String question, String found, String written) {
      this.destination = destination;
      this.question = question;
      this.found = json(200, found == null ? "" : found);
      this.written = json(200, written);
    }

    boolean asks(String request) {
      return question != null && request.contains(question);
    }

    String page() {
      return destination.startsWith("tryton") ? "tryton" : destination;
    }
  }

  /** What is said, and what may come of it. */
  private record Oddity(Speech speech, Set<String> outcomes) {}

  private static Map<String, Oddity> said() {
    Map<String, Oddity> said = new LinkedHashMap<>();
    said.put("401", new Oddity(json(401, "{\"error\":\"invalid_token\"}"), Set.of("paused")));
    said.put("404", new Oddity(json(404, "{}"), Set.of("paused")));
    said.put("429", new Oddity(json(429, "{}"), Set.of("retry")));
    said.put("503", new Oddity(json(503, "<h1>soon back</h1>"), LATER));
    said.put("422", new Oddity(json(422, "{\"code\":\"INVALID_DATA\"}"), Set.of("rejected")));
    said.put("endless 503", new Oddity(NastyServer.endless(503), LATER));
    return said;
  }

  /** A success by its status that says nothing a program can read. */
  private static Map<String, Speech> unclear() {
    Map<String, Speech> unclear = new LinkedHashMap<>();
    unclear.put("null", json(200, "null"));
    unclear.put("[null]", json(200, "[null]"));
    unclear.put("empty data", json(200, "{\"data\":null,\"results\":null,\"result\":null}"));
    unclear.put("html", answer(200, "Content-Type: text/html", "<html>".getBytes(UTF_8)));
    unclear.put("cut", NastyServer.cut(200));
    unclear.put("endless", NastyServer.endless(200));
    unclear.put("no gzip", answer(200, "Content-Encoding: gzip", "{\"ok\":true}".getBytes(UTF_8)));
    unclear.put(
        "charset", answer(200, "Content-Type: application/json; charset=klingon", new byte[] {1}));
    return unclear;
  }

  @ParameterizedTest
  @EnumSource
  void everyRecordEndsInAStateWithASentence(Recipe recipe) throws Exception {
    try (NastyServer system = new NastyServer();
        RecipeStage stage = open(recipe, system)) {
      assertThat(outcome(recipe, stage, system, recipe.found, recipe.written).name())
          .as("a sound system")
          .isEqualTo("delivered");
      for (Map.Entry<String, Oddity> one : said().entrySet()) {
        Speech speech = one.getValue().speech();
        Set<String> may = one.getValue().outcomes();
        assertThat(outcome(recipe, stage, system, recipe.found, speech).name())
            .as("%s to a write", one.getKey())
            .isIn(may);
        // To a question "not found" is an answer: nobody.
        if (recipe.question != null && !one.getKey().equals("404")) {
          assertThat(outcome(recipe, stage, system, speech, recipe.written).name())
              .as("%s to a question", one.getKey())
              .isIn(may);
          assertThat(writes(recipe, system)).as(one.getKey()).isEmpty();
        }
      }
      unclear(recipe, stage, system);
    }
  }

  private void unclear(Recipe recipe, RecipeStage stage, NastyServer system) throws Exception {
    // Of a chat the status alone decides.
    Set<String> may = recipe == Recipe.TEAMS ? Set.of("delivered", "unknown") : LATER;
    for (Map.Entry<String, Speech> one : unclear().entrySet()) {
      assertThat(outcome(recipe, stage, system, recipe.found, one.getValue()).name())
          .as("%s to a write", one.getKey())
          .isIn(may);
      assertThat(writes(recipe, system)).as("%s to a write", one.getKey()).hasSize(1);
      if (recipe.question != null) {
        assertThat(outcome(recipe, stage, system, one.getValue(), recipe.written).name())
            .as("%s to a question", one.getKey())
            .isIn(LATER);
        assertThat(writes(recipe, system)).as("%s to a question", one.getKey()).isEmpty();
      }
    }
  }

  private Outcome outcome(
      Recipe recipe, RecipeStage stage, NastyServer system, Speech found, Speech written)
      throws Exception {
    system.requests().clear();
    system.answeringEach(
        request ->
            request.contains("common.db.login")
                ? json(200, "{\"result\":[1,\"key\"]}")
                : recipe.asks(request) ? found : written);
    byte[] body = Files.readAllBytes(Path.of("config/samples/classic-campaign-completed.json"));
    ObjectNode call = stage.read("famulor", body).put("person_key", "+4915123456789");
    List<Outcome> outcomes = stage.deliver(recipe.destination, call);
    assertThat(outcomes).hasSize(1).doesNotContainNull();
    Outcome outcome = outcomes.get(0);
    assertThat(outcome.reason()).doesNotContain("Mustermann", "15123456789", "s3cret");
    assertThat(outcome instanceof Outcome.Delivered || !outcome.reason().isBlank())
        .as("a sentence")
        .isTrue();
    return outcome;
  }

  private static List<String> writes(Recipe recipe, NastyServer system) {
    return system.requests().stream()
        .filter(request -> !recipe.asks(request) && !request.contains("common.db.login"))
        .toList();
  }

  private RecipeStage open(Recipe recipe, NastyServer system) throws Exception {
    RecipeStage stage = new RecipeStage(recipe.page(), home);
    for (String name : List.of("hubspot", "pipedrive", "zoho", "famulor")) {
      stage.with(name + ".url", system.url()).with(name + ".token", "s3cret");
    }
    return stage
        .with("zoho.oauth", "s3cret")
        .with("tryton.url", system.url() + "/company/")
        .with("tryton.login.username", "aftercall")
        .with("tryton.login.password", "s3cret")
        .with("tryton.login.login-url", system.url() + "/company/")
        .with("aftercall.teams.url", system.url() + "/workflows/1")
        .start();
  }
}
