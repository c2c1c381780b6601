package aftercall.salesforce;

import static aftercall.KameletStage.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.delivery.Outcome;
import aftercall.delivery.Shipment;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Kamelets are the operator's files: a new jar meets those that were written for an older one. */
class KameletOfBeforeTest extends SalesforceStage {
  @Test
  void oneThatDoesNotSayWhatBecomesOfAConvertedLeadIsServed() throws Exception {
    stage =
        stage(
            new MockEnvironment(),
            "bean:salesforce-upsert?method=begin(*, 'Lead', 'Key__c', 'person', 10)");
    Shipment shipment = shipment("{\"Key__c\":\"a\"}");

    assertThat(stage.deliver(shipment).getException()).isNull();
    assertThat(shipment.parcels().get(0).outcome()).isInstanceOf(Outcome.Stopped.class);
  }
}
