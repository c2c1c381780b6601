package aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.route.InForce;
import aftercall.route.Rehearsal;
import aftercall.route.RuleTrace;
import aftercall.route.Ruleset;
import aftercall.route.Story;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The shipped routes and mappings, tried on samples with nothing outside to reach. */
class RehearsalTest {
  private static final Rehearsal REHEARSAL = open();

  private static Rehearsal open() {
    List<Problem> problems = new ArrayList<>();
    Workspace workspace = Workspace.read(Path.of("."));
    Ruleset rules = InForce.read(workspace, name -> "set", problems);
    assertThat(problems).isEmpty();
    try {
      return Rehearsal.open(workspace, rules, Rooms.understudies());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void close() {
    REHEARSAL.close();
  }

  @Test
  void everyRecordIsShownAsItWouldLeaveTheHouse() throws IOException {
    Story story = tell("classic-campaign-completed");

    assertThat(story.state()).isEqualTo("routed");
    assertThat(story.scenes())
        .extracting(scene -> scene.named().destination())
        .containsExactly(
            "salesforce-lead", "sales-email", "team-chat", "follow-up", "call-log", "crm-http");
    assertThat(story.scenes())
        .allSatisfy(scene -> assertThat(scene.outcome().name()).isEqualTo("would_send"));
    Story.Scene log = story.scenes().get(4);
    assertThat(log.outcome().reason()).contains("compositeUpsertSObjectCollections");
    assertThat(log.record().path("CallDurationInSeconds").asInt()).isEqualTo(180);
  }

  @Test
  void everyConditionSaysWhereItStandsAndWhatItLookedAt() throws IOException {
    List<RuleTrace> rules = tell("classic-campaign-completed").rules();

    RuleTrace optOut = rules.get(1);
    assertThat(optOut.condition()).isEqualTo(".extracted_variables.do_not_call == true");
    assertThat(optOut.held()).isFalse();
    assertThat(optOut.place()).matches("routes/decide/post-call.camel.yaml:\\d+");
    assertThat(lineOf(optOut.place())).contains(".extracted_variables.do_not_call == true");
    RuleTrace hot = rules.get(3);
    assertThat(hot.held()).isTrue();
    assertThat(hot.looked().get(".extracted_variables.customer_interested").asBoolean()).isTrue();
    assertThat(hot.looked()).doesNotContainKey(".high");
    assertThat(hot.looked().get(".extracted_variables.lead_quality").isNull()).isTrue();
  }

  @Test
  void everyFieldSaysWhereItsValueComesFrom() throws IOException {
    JsonNode lead = tell("classic-campaign-completed").json().at("/records/0");

    assertThat(lead.path("mapping").asText()).isEqualTo("salesforce-lead");
    assertThat(lead.path("mapping_version").asText()).hasSize(12);
    JsonNode rating = field(lead, "Rating");
    assertThat(rating.path("source").asText()).startsWith(".extracted_variables");
    assertThat(rating.path("after").asText()).isEqualTo("Hot");
  }

  @Test
  void whatIsNoCallIsToldInOneSentence() {
    Story story = REHEARSAL.tell("famulor", "hello".getBytes());

    assertThat(story.call()).isNull();
    assertThat(story.state()).isEqualTo("quarantined");
    assertThat(story.problem()).startsWith("the body ");
    assertThat(story.json().path("rules")).isEmpty();
  }

  private static JsonNode field(JsonNode record, String name) {
    for (JsonNode field : record.path("fields")) {
      if (field.path("field").asText().equals(name)) {
        return field;
      }
    }
    throw new AssertionError("no field " + name);
  }

  private static String lineOf(String place) throws IOException {
    String[] parts = place.split(":", -1);
    return Files.readAllLines(Path.of(parts[0])).get(Integer.parseInt(parts[1]) - 1);
  }

  private static Story tell(String sample) throws IOException {
    return REHEARSAL.tell(
        "famulor", Files.readAllBytes(Path.of("config/samples", sample + ".json")));
  }
}
