package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.routing.ConditionTrace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The shipped routes and mappings, tried on samples with nothing outside to reach. */
class DryRunTest {
  private static final DryRun DRY_RUN = open();

  private static DryRun open() {
    List<Problem> problems = new ArrayList<>();
    Workspace workspace = Workspace.read(Path.of("."));
    ConfigSnapshot rules = ActiveConfig.read(workspace, name -> "set", problems);
    assertThat(problems).isEmpty();
    try {
      return DryRun.open(workspace, rules, ProtocolModules.dryRunBeans());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void close() {
    DRY_RUN.close();
  }

  @Test
  void everyRecordIsShownAsItWouldLeaveTheHouse() throws IOException {
    DryRunReport dryRunReport = tell("classic-campaign-completed");

    assertThat(dryRunReport.state()).isEqualTo("routed");
    assertThat(dryRunReport.scenes())
        .extracting(plannedRecord -> plannedRecord.named().destination())
        .containsExactly(
            "salesforce-lead", "sales-email", "team-chat", "follow-up", "call-log", "crm-http");
    assertThat(dryRunReport.scenes())
        .allSatisfy(
            plannedRecord -> assertThat(plannedRecord.outcome().name()).isEqualTo("dry_run"));
    DryRunReport.PlannedRecord log = dryRunReport.scenes().get(4);
    assertThat(log.outcome().reason()).contains("compositeUpsertSObjectCollections");
    assertThat(log.record().path("CallDurationInSeconds").asInt()).isEqualTo(180);
  }

  /** A branch somebody put above the one for opt-outs cannot get round them. */
  @Test
  void nothingContactsWhoOptedOutWhateverTheRouteSays() throws Exception {
    String decide = "routes/decide/post-call.camel.yaml";
    String branch =
        """
                    when:
                      - jq: .campaign.id != null
                        steps:
                          - to: outbox:salesforce-lead
                          - to: outbox:sales-email
                          - to: outbox:appointment-email
                          - to: outbox:follow-up
        """;
    Workspace shipped = Workspace.read(Path.of("."));
    String text = shipped.text(decide).orElseThrow();
    Workspace edited =
        shipped.with(decide, text.replaceFirst("            when:\n", branch.indent(0)));
    ConfigSnapshot rules = ActiveConfig.read(edited, name -> "set", new ArrayList<>());
    String body =
        Files.readString(Path.of("config/samples/classic-campaign-completed.json"))
            .replaceFirst(
                "\"extracted_variables\": \\{",
                "\"extracted_variables\": {\"nicht mehr anrufen\": \"bitte!\",");
    try (DryRun dryRun = DryRun.open(edited, rules, ProtocolModules.dryRunBeans())) {
      DryRunReport report = dryRun.tell("famulor", body.getBytes(StandardCharsets.UTF_8));

      assertThat(report.scenes())
          .extracting(one -> one.named().destination() + " " + one.outcome().name())
          .containsExactly(
              "salesforce-lead dry_run",
              "sales-email suppressed",
              "appointment-email suppressed",
              "follow-up suppressed");
      assertThat(report.scenes().get(1).outcome().reason())
          .isEqualTo("the call says do_not_call (opt-out, scope all)");
    }
  }

  @Test
  void everyConditionSaysWhereItStandsAndWhatItLookedAt() throws IOException {
    List<ConditionTrace> rules = tell("classic-campaign-completed").rules();

    ConditionTrace optOut = rules.get(1);
    assertThat(optOut.condition()).isEqualTo(".extracted_variables.do_not_call == true");
    assertThat(optOut.held()).isFalse();
    assertThat(optOut.place()).matches("routes/decide/post-call.camel.yaml:\\d+");
    assertThat(lineOf(optOut.place())).contains(".extracted_variables.do_not_call == true");
    ConditionTrace hot = rules.get(3);
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
    DryRunReport dryRunReport = DRY_RUN.tell("famulor", "hello".getBytes());

    assertThat(dryRunReport.call()).isNull();
    assertThat(dryRunReport.state()).isEqualTo("quarantined");
    assertThat(dryRunReport.problem()).startsWith("the body ");
    assertThat(dryRunReport.json().path("rules")).isEmpty();
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

  private static DryRunReport tell(String sample) throws IOException {
    return DRY_RUN.tell("famulor", Files.readAllBytes(Path.of("config/samples", sample + ".json")));
  }
}
