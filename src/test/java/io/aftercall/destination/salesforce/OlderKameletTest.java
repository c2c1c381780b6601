package io.aftercall.destination.salesforce;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Kamelets are the operator's files: a new jar meets those that were written for an older one. */
class OlderKameletTest extends SalesforceStage {
  @Test
  void oneThatDoesNotSayWhatBecomesOfAConvertedLeadIsServed() throws Exception {
    stage =
        stage(
            new MockEnvironment(),
            "bean:salesforce-upsert?method=begin(*, 'Lead', 'Key__c', 'person', 10)");
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}");

    assertThat(stage.deliver(deliveryBatch).getException()).isNull();
    assertThat(deliveryBatch.items().get(0).outcome()).isInstanceOf(Outcome.Paused.class);
  }
}
