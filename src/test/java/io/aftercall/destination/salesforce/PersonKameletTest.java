package io.aftercall.destination.salesforce;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class PersonKameletTest extends SalesforceStage {

  @Test
  void aConvertedLeadIsDoneForTheLeadAndComesBackForTheTask() throws Exception {
    String answer = "[" + failed("CANNOT_UPDATE_CONVERTED_LEAD", "converted", null) + "]";
    start(request -> Answer.json(200, answer), LEADS);
    DeliveryBatch lead = batch("{\"Key__c\":\"a\"}");
    stage.deliver(lead);
    stop();
    start(request -> Answer.json(200, answer), TASKS);
    DeliveryBatch task = batch("{\"Key__c\":\"a\"}");
    stage.deliver(task);

    assertThat(lead.items().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Delivered.class, done -> assertThat(done.reason()).contains("converted"));
    assertThat(task.items().get(0).outcome()).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void aConvertedLeadNeedsAPersonWhereNothingMayGetLost() throws Exception {
    String error = failed("CANNOT_UPDATE_CONVERTED_LEAD", "converted", null);
    start(
        request ->
            request.body().contains("whole")
                ? Answer.json(
                    400, "[{\"errorCode\":\"CANNOT_UPDATE_CONVERTED_LEAD\",\"message\":\"x\"}]")
                : Answer.json(200, "[" + error + "," + CREATED + "]"),
        LEADS + "&onConvertedLead=reject");
    DeliveryBatch two = batch("{\"Key__c\":\"a\"}", "{\"Key__c\":\"b\"}");
    DeliveryBatch one = batch("{\"Key__c\":\"whole\"}");

    stage.deliver(two);
    stage.deliver(one);

    Outcome byHand =
        Outcome.Rejected.because(
            "Salesforce: the Lead became a Contact, which only people change;"
                + " enter \"test\" there by hand");
    assertThat(two.items().get(0).outcome()).isEqualTo(byHand);
    assertThat(two.items().get(1).outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes(one)).containsExactly(byHand);
  }

  @Test
  void theWaitThatSalesforceAsksForAtAQuestionIsKept() throws Exception {
    start(
        request -> Answer.json(503, "[]").with("Retry-After", "120"),
        "kamelet:salesforce-person",
        TASKS);
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\",\"_person\":\"+491\"}");

    assertThat(stage.deliver(deliveryBatch).getException()).isNull();

    assertThat(deliveryBatch.items().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            later -> assertThat(later.after()).isEqualTo(Duration.ofMinutes(2)));
    assertThat(upserts()).isEmpty();
  }

  @Test
  void foreignHeadersSteerNothing() throws Exception {
    start(
        request ->
            nobody(request) == null ? Answer.json(200, "[" + CREATED + "]") : nobody(request),
        "kamelet:salesforce-person",
        TASKS);
    Map<String, Object> foreign =
        Map.of(
            "sObjectQuery", "SELECT Name FROM User",
            "sObjectName", "Opportunity",
            "sObjectIdName", "Evil__c",
            "rawPath", "/services/data/v62.0/sobjects/Opportunity",
            "apiVersion", "1.0",
            "allOrNone", "true",
            "Sforce-Auto-Assign", "TRUE",
            "CamelHttpUri", "http://127.0.0.1:9/");

    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}");
    stage.deliver(deliveryBatch, foreign);

    assertThat(salesforce.asked())
        .extracting(Asked::target)
        .noneMatch(target -> target.contains("User") || target.contains("Opportunity"))
        .contains("/services/data/v62.0/composite/sobjects/Task/Key__c");
    assertThat(upserts().get(0).body()).startsWith("{\"allOrNone\":false");
    assertThat(upserts().get(0).headers().get("Sforce-Auto-Assign")).containsExactly("FALSE");
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void withoutALoginEverythingWaits() throws Exception {
    MockEnvironment nothing = new MockEnvironment();
    stage = stage(nothing, "kamelet:salesforce-person", TASKS);
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    assertThat(deliveryBatch.items().get(0).outcome())
        .isEqualTo(
            Outcome.Paused.because(
                "not configured: set CAMEL_COMPONENT_SALESFORCE_LOGIN_URL,"
                    + " CAMEL_COMPONENT_SALESFORCE_CLIENT_ID,"
                    + " CAMEL_COMPONENT_SALESFORCE_CLIENT_SECRET"));
  }

  @Test
  void aDryRunEndsAtTheDoor() throws Exception {
    capturing = true;
    start(request -> Answer.json(500, ""), "kamelet:salesforce-person?awaitLead=5s", TASKS);
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}", "{\"Key__c\":\"a\"}");

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.DryRun.class).hasSize(2);
    assertThat(salesforce.asked()).isEmpty();
  }

  private boolean capturing;

  @Override
  Component component(SalesforceLogin login) {
    return capturing ? new Capture() : super.component(login);
  }

  /** What stands in for the outside in a dry run. */
  private static final class Capture extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters) {
      parameters.clear();
      return new ProcessorEndpoint(
          uri,
          this,
          exchange ->
              exchange
                  .getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class)
                  .completeRemaining(new Outcome.DryRun("dry run")));
    }
  }
}
