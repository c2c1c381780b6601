package io.aftercall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.cli.CommandStage.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The verbs that work on files alone, through the real command line. */
class FileVerbsTest {
  private static final String SAMPLE = "config/samples/classic-campaign-completed.json";

  @TempDir Path home;
  private final CommandStage stage = new CommandStage().with("AFTERCALL_FAMULOR_TOKEN", "x");

  @Test
  void theShippedFilesAreAllWell() {
    Result result = stage.with("AFTERCALL_FAMULOR_TOKEN", "x").run("check");

    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out()).startsWith("All well:");
  }

  @Test
  void aMistakeIsToldWithItsPlaceAndBulkAction() throws IOException {
    edit("config/mappings/salesforce-lead.yaml", "convert: last_name", "convert: last_nam");

    Result result = stage.run("check", "--home", home.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("config/mappings/salesforce-lead.yaml:\\d+:\\d+: .*last_name");
  }

  /** Its output is read by machines, and a library that logs would stand in between. */
  @Test
  void noLibraryIsHeard() throws IOException {
    edit("config/templates/sales-email.txt", "[(${summary})]", "[(${summary.strange()})]");
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    PrintStream terminal = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    root.setLevel(Level.DEBUG);
    ((Logger) LoggerFactory.getLogger("org.thymeleaf")).setLevel(null);
    System.setOut(new PrintStream(printed));
    try {
      assertThat(stage.run("check", "--home", home.toString()).exit()).isZero();
    } finally {
      System.setOut(terminal);
    }
    // Services of other tests may tell something meanwhile.
    assertThat(printed.toString()).doesNotContainIgnoringCase("thymeleaf");
  }

  @Test
  void machinesGetJsonOrSarif() throws IOException {
    String file = "config/mappings/salesforce-lead.yaml";
    edit(file, "convert: last_name", "convert: last_nam");

    JsonNode json = checked("--format", "json").get(0);
    JsonNode run = checked("--format", "sarif").at("/runs/0");

    assertThat(checked("--json").get(0)).isEqualTo(json);
    JsonNode result = run.at("/results/0");
    assertThat(result.path("ruleId")).isEqualTo(run.at("/tool/driver/rules/0/id"));
    assertThat(result.path("level").asText()).isEqualTo("error");
    assertThat(result.at("/message/text").asText())
        .isEqualTo(json.path("message").asText() + " (" + json.path("hint").asText() + ")");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo(file);
    assertThat(place.at("/region/startLine")).isEqualTo(json.path("line"));
    assertThat(place.at("/region/startColumn")).isEqualTo(json.path("column"));
  }

  private JsonNode checked(String... format) throws IOException {
    String[] args = {"check", "--home", home.toString()};
    Result result = stage.run(Stream.of(args, format).flatMap(Stream::of).toArray(String[]::new));
    assertThat(result.exit()).isEqualTo(1);
    return new ObjectMapper().readTree(result.out());
  }

  @Test
  void theShippedTestsPass() {
    Result result = stage.run("test");

    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out()).contains("ok    salesforce-lead:").endsWith(" passed, 0 failed\n");
  }

  @Test
  void aFailedTestSaysWhatWasExpectedAndWhatCame() throws IOException {
    edit("config/mappings/salesforce-lead.yaml", "true: Hot", "true: Warm");

    Result result = stage.run("test", "--home", home.toString(), "salesforce-lead");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("FAIL").contains("expected \"Hot\", got \"Warm\"");
    assertThat(result.out()).doesNotContain("call-log:");
  }

  @Test
  void testsOfAnUnknownNameAreAMistake() {
    Result result = stage.run("test", "salesforce-leed");

    assertThat(result.exit()).isEqualTo(66);
    assertThat(result.err()).contains("salesforce-leed");
  }

  @Test
  void tryShowsTheCallTheRulesAndTheRecords() {
    Result result = stage.run("try", SAMPLE);

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains(".outcome")
        .contains("yes  .outcome == \"connected\"")
        .contains("routes/decide/post-call.camel.yaml:")
        .containsPattern("LastName +Mustermann +<- \\.customer_name");
  }

  @Test
  void tryForMachinesIsJson() throws IOException {
    JsonNode story = new ObjectMapper().readTree(stage.run("try", SAMPLE, "--json").out());

    assertThat(story.at("/call/id").asText()).isEqualTo("480336");
    assertThat(story.at("/records/0/destination").asText()).isEqualTo("salesforce-lead");
  }

  @Test
  void tryPrintsEachRequestAndTakesAnswers() throws IOException {
    Path answers = Files.writeString(home.resolve("answers.json"), "{\"nobody\": 1}");

    Result result = stage.run("try", SAMPLE, "--answer", answers.toString());

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("  request, would be sent\n    POST $AFTERCALL_CRM_HTTP_URL\n")
        .contains("Note: answer 'nobody' was not asked for; no question was asked");
  }

  @Test
  void answersThatAreNoJsonAreAMistake() throws IOException {
    Path answers = Files.writeString(home.resolve("answers.json"), "{\n  nobody}");

    Result result = stage.run("try", SAMPLE, "--answer", answers.toString());

    assertThat(result.exit()).isEqualTo(64);
    assertThat(result.err()).contains("answers.json:2:").contains("no JSON");
  }

  @Test
  void tryOfAFileThatIsNotThereSaysSo() {
    Result result = stage.run("try", "nowhere.json");

    assertThat(result.exit()).isEqualTo(66);
    assertThat(result.err()).isEqualTo("There is no file nowhere.json\n");
  }

  @Test
  void aFolderWithoutConfigurationSaysWhatToDo() {
    Result result = stage.run("check", "--home", home.toString());

    assertThat(result.exit()).isEqualTo(78);
    assertThat(result.err()).contains("--home");
  }

  @Test
  void usageMistakesExitWith64() {
    assertThat(stage.run("nonsense").exit()).isEqualTo(66);
    assertThat(stage.run("try").exit()).isEqualTo(64);
    assertThat(stage.run("serve", "--mode", "wet-run").exit()).isEqualTo(64);
    assertThat(stage.run("serve", "port=1").exit()).isEqualTo(64);
  }

  @Test
  void everyVerbExplainsItself() {
    for (String verb :
        new String[] {
          "serve",
          "check",
          "test",
          "try",
          "send",
          "events",
          "deliveries",
          "explain",
          "retry",
          "replay",
          "discard"
        }) {
      Result result = stage.run(verb, "--help");
      assertThat(result.exit()).as(verb).isZero();
      assertThat(result.out()).contains("Usage: aftercall " + verb);
    }
  }

  @Test
  void serveTakesModeAndSettings() {
    assertThat(stage.run("serve", "--mode", "dry-run", "--server.port=9000").exit()).isZero();

    assertThat(stage.served())
        .containsExactlyInAnyOrder("--server.port=9000", "--aftercall.mode=dry-run");
  }

  /** A copy of the installation with one text replaced in one file. */
  private void edit(String file, String text, String by) throws IOException {
    for (String folder : new String[] {"config", "routes"}) {
      FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
    }
    String before = Files.readString(home.resolve(file));
    assertThat(before).contains(text);
    Files.writeString(home.resolve(file), before.replace(text, by));
  }
}
