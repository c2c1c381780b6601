package io.aftercall.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.routing.NotChosen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What a decide route says about a call it does not send on, and about destinations it left out.
 */
class DecideOutcomesTest {
  private static final Workspace SHIPPED = Workspace.read(Path.of("."));
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";

  @Test
  void aCallThatNoRuleNamedIsUnrouted() throws Exception {
    DryRunReport dryRunReport = tell(filter(".outcome == \"busy\""), call -> {});

    assertThat(dryRunReport.state()).isEqualTo("unrouted");
    assertThat(dryRunReport.reason()).isEqualTo("no rule named a destination");
  }

  @Test
  void aCallThatIsNotOverIsIgnored() throws Exception {
    DryRunReport dryRunReport =
        tell(SHIPPED, call -> call.put("final", false).put("status", "ringing"));

    assertThat(dryRunReport.state()).isEqualTo("ignored");
    assertThat(dryRunReport.reason()).isEqualTo("the call is not over yet: status ringing");
    assertThat(dryRunReport.rules()).isEmpty();
  }

  @Test
  void aConditionThatFailsHoldsTheCallAndSaysWhereAndWhy() throws Exception {
    Workspace edited = filter(".campaign.name | contains(\"Q1\")");
    DryRunReport dryRunReport = tell(edited, call -> call.putNull("campaign"));

    assertThat(dryRunReport.state()).isEqualTo("held");
    assertThat(dryRunReport.reason())
        .isEqualTo(DECIDE + ":7: .campaign.name is missing, contains cannot look into nothing");
    assertThat(dryRunReport.rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.failure()).startsWith(".campaign.name is missing");
              assertThat(rule.looked().get(".campaign.name").isNull()).isTrue();
            });
    assertThat(dryRunReport.notChosen())
        .singleElement()
        .satisfies(one -> assertThat(one.why()).startsWith("its condition failed: .campaign.name"));
  }

  @Test
  void aWrongKindOfValueIsNamedByKindAndNeverByValue() throws Exception {
    DryRunReport dryRunReport =
        tell(filter(".lead.variables.score | test(\"x\")"), call -> score(call, 4711));

    assertThat(dryRunReport.reason())
        .contains(".lead.variables.score is a number, test cannot look into a number")
        .doesNotContain("4711");
  }

  @Test
  void functionsOfJqThatCamelLacksAreThere() throws Exception {
    DryRunReport dryRunReport =
        tell(
            filter(
                ".outcome | IN(\"connected\", \"busy\")",
                "(.created_at | fromdate | gmtime | .[0]) == 2024"),
            call -> call.put("created_at", "2024-02-15T10:00:00+01:00"));

    assertThat(dryRunReport.state()).isEqualTo("routed");
  }

  @Test
  void eachDestinationThatWasNotChosenSaysWhatKeptItAway() throws Exception {
    DryRunReport dryRunReport =
        tell(
            SHIPPED,
            call -> variables(call).put("customer_interested", false).put("lead_quality", "low"));

    assertThat(dryRunReport.notChosen())
        .extracting(NotChosen::destination)
        .containsExactlyInAnyOrder(
            "salesforce-lead",
            "sales-email",
            "team-chat",
            "appointment",
            "appointment-email",
            "do-not-call");
    NotChosen lead = one(dryRunReport, "salesforce-lead");
    assertThat(lead.why())
        .startsWith(
            "only where: the customer is interested, the goal was reached, or the lead is rated"
                + " high");
    assertThat(lead.looked().get(".extracted_variables.customer_interested").booleanValue())
        .isFalse();
    assertThat(lead.place()).startsWith(DECIDE + ":");
    // Urgent destinations come first.
    assertThat(dryRunReport.notChosen().get(dryRunReport.notChosen().size() - 1).destination())
        .isEqualTo("appointment-email");
  }

  @Test
  void anEarlierBranchThatTookTheCallIsNamed() throws Exception {
    DryRunReport dryRunReport = tell(SHIPPED, call -> variables(call).put("do_not_call", true));

    assertThat(one(dryRunReport, "sales-email").why())
        .isEqualTo("an earlier branch took the call: the customer asked not to be called again");
    assertThat(dryRunReport.json().path("not_chosen")).isNotEmpty();
  }

  @Test
  void aConditionWithoutADescriptionIsShownAsItStands() throws Exception {
    DryRunReport dryRunReport = tell(filter(".outcome == \"busy\""), call -> {});

    assertThat(one(dryRunReport, "crm-http").why()).isEqualTo("only where: .outcome == \"busy\"");
  }

  private static NotChosen one(DryRunReport dryRunReport, String destination) {
    return dryRunReport.notChosen().stream()
        .filter(one -> one.destination().equals(destination))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode variables(ObjectNode call) {
    return (ObjectNode) call.get("extracted_variables");
  }

  private static void score(ObjectNode call, int score) {
    call.withObject("/lead/variables").put("score", score);
  }

  /** A route in which each destination stands behind all of these conditions. */
  private static Workspace filter(String... conditions) {
    StringBuilder steps = new StringBuilder();
    String indent = "        ";
    for (String condition : conditions) {
      steps.append(indent).append("- filter:\n").append(indent).append("    jq: '");
      steps.append(condition).append("'\n").append(indent).append("    steps:\n");
      indent += "      ";
    }
    steps.append(indent).append("- to: outbox:crm-http\n");
    String head = "- route:\n    id: d\n    from:\n      uri: inbox:famulor\n      steps:\n";
    return SHIPPED.with(DECIDE, head + steps);
  }

  private static DryRunReport tell(Workspace workspace, Consumer<ObjectNode> change)
      throws Exception {
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot rules =
        ActiveConfig.read(workspace, name -> "set-long-enough-for-a-token", problems);
    byte[] body =
        workspace
            .text("config/samples/classic-campaign-completed.json")
            .orElseThrow()
            .getBytes(StandardCharsets.UTF_8);
    try (DryRun dryRun = DryRun.ofDecisions(workspace, rules)) {
      JsonNode read = new ObjectMapper().valueToTree(dryRun.decide("famulor", body, 1).call());
      ObjectNode call = (ObjectNode) read.deepCopy();
      change.accept(call);
      return dryRun.tell("famulor", call);
    }
  }
}
