package io.aftercall.destination.salesforce;

import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.mapping.write.FieldWritePolicy.Policy;
import io.aftercall.sandbox.salesforce.Fault;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import io.aftercall.sandbox.web.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/**
 * Something on the way answers 400 without a code, and the batch is halved and goes again; but
 * Salesforce had saved it.
 */
class TwiceInOneAttemptTest extends SalesforceStage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SalesforceStandIn org;

  private static DeliveryBatch tasks(int attempt) throws Exception {
    List<DeliveryItem> deliveryItems =
        IntStream.range(0, 4).mapToObj(i -> item(i, attempt)).toList();
    for (DeliveryItem deliveryItem : deliveryItems) {
      JsonNode record =
          JSON.readTree(
              """
              {"Aftercall_Key__c": "%s", "Subject": "Call", "Status": "Completed",
               "Priority": "Normal", "TaskSubtype": "Call"}\
              """
                  .formatted(deliveryItem.eventId()));
      deliveryItem.record((ObjectNode) record, "v1");
      deliveryItem.cautions(Map.of("TaskSubtype", new FieldWritePolicy(Policy.IF_EMPTY, 40)));
    }
    return new DeliveryBatch("call-log", deliveryItems);
  }

  private static DeliveryItem item(int call, int attempt) {
    return new DeliveryItem("e" + call + ".call-log.1", "p" + call, attempt);
  }

  @BeforeEach
  void open() throws Exception {
    org = SalesforceStandIn.start();
    stage =
        stage(
            new MockEnvironment()
                .withProperty("camel.component.salesforce.login-url", org.url())
                .withProperty("camel.component.salesforce.client-id", org.account().clientId())
                .withProperty(
                    "camel.component.salesforce.client-secret", org.account().clientSecret()),
            TASKS.replace("Key__c", "Aftercall_Key__c") + "&recordScope=call");
    org.faults().once(Fault.afterwards(saved -> Answer.text(400, "who asks?")).on("PATCH"));
  }

  @AfterEach
  void close() {
    org.close();
  }

  @Test
  void whatIsThereAlreadyIsLookedAtAndNotRefused() throws Exception {
    DeliveryBatch first = tasks(1);
    stage.deliver(first);
    assertThat(outcomes(first))
        .hasSize(4)
        .allSatisfy(one -> assertThat(one).isInstanceOf(Outcome.Retry.class))
        .allSatisfy(one -> assertThat(one.reason()).contains("the next try looks first"));

    assertThatTheNextTryUpdates();
  }

  /** Stopped would count no attempt, and the next one would take itself for the first. */
  @Test
  void whatMayBeThereDoesNotPassForNeverSentWhenTheOrgStops() throws Exception {
    org.faults().onceAfter(1, Fault.requestLimit().on("PATCH"));
    DeliveryBatch first = tasks(1);
    Exchange done = stage.deliver(first);

    assertThat(new SalesforceExceptionClassifier().read(done.getException()).orElseThrow())
        .isInstanceOf(Outcome.Paused.class);
    assertThat(outcomes(first))
        .hasSize(4)
        .allSatisfy(one -> assertThat(one.name()).isEqualTo("unknown"));
    assertThatTheNextTryUpdates();
  }

  private void assertThatTheNextTryUpdates() throws Exception {
    DeliveryBatch second = tasks(2);
    stage.deliver(second);
    assertThat(outcomes(second))
        .allSatisfy(one -> assertThat(one).isInstanceOf(Outcome.Delivered.class))
        .allSatisfy(one -> assertThat(one.reason()).isEqualTo("updated"));
    assertThat(org.count("Task")).isEqualTo(4);
  }
}
