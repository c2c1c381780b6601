package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recipes make of a success that does not say what became of the records. */
class RecipeAnswersTest {
  @TempDir Path home;
  private RecipeStage stage;
  private LoopbackServer system;

  @AfterEach
  void stop() throws Exception {
    stage.close();
    system.close();
  }

  private void start(String recipe, String answer) throws Exception {
    boolean zoho = recipe.equals("zoho");
    system =
        new LoopbackServer(
            request ->
                zoho && request.method().equals("GET")
                    ? Answer.json(204, "")
                    : Answer.json(200, answer));
    stage = new RecipeStage(recipe, home);
    for (String name : List.of("hubspot", "pipedrive", "zoho", "famulor")) {
      stage.with(name + ".url", system.url()).with(name + ".token", "t");
    }
    stage.with("zoho.oauth", "t").start();
  }

  private ObjectNode call(String id, String phone) throws Exception {
    byte[] body = Files.readAllBytes(Path.of("config/samples/classic-campaign-completed.json"));
    return stage.read("famulor", body).put("id", id).put("customer_phone", phone);
  }

  /** Neither written nor refused is what nobody speaks of. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hubspot   | <html>soon back</html>
          hubspot   | {}
          hubspot   | {"results":[{"id":"501"}]}
          zoho      | <html>soon back</html>
          zoho      | {}
          zoho      | {"data":[{"status":"success","details":{"id":"900"}}]}
          """)
  void aBatchHasOnlyWhatItsAnswerShows(String recipe, String answer) throws Exception {
    start(recipe, answer);

    assertThat(stage.deliver(recipe, call("1", "+4917111111111"), call("2", "+4917222222222")))
        .extracting(Outcome::name)
        .containsExactly("unknown", "unknown");
    assertThat(system.asked()).filteredOn(asked -> asked.method().equals("POST")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>soon back</html>", ""})
  void aCallBackMayHaveRung(String answer) throws Exception {
    start("call-back", answer);

    assertThat(stage.deliver("call-back", call("1", "+4917111111111")))
        .extracting(Outcome::name)
        .containsExactly("unknown");
  }

  /** Else the person would be made a second time. */
  @ParameterizedTest
  @ValueSource(strings = {"<html>soon back</html>", "{\"success\":false,\"data\":null}"})
  void nobodyIsKnownOnlyByAList(String answer) throws Exception {
    start("pipedrive", answer);

    assertThat(stage.deliver("pipedrive", call("1", "+4917111111111")))
        .extracting(Outcome::name)
        .containsExactly("retry");
    assertThat(system.asked()).extracting(Asked::method).containsExactly("GET");
  }
}
