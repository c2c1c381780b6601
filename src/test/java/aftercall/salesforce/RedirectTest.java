package aftercall.salesforce;

import static aftercall.KameletStage.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.LoopbackServer;
import aftercall.LoopbackServer.Answer;
import aftercall.LoopbackServer.Asked;
import aftercall.delivery.Outcome;
import aftercall.delivery.Shipment;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Neither records nor secrets go where an answer points. */
class RedirectTest extends SalesforceStage {
  private LoopbackServer elsewhere;

  @BeforeEach
  void open() throws Exception {
    elsewhere = new LoopbackServer(request -> Answer.json(200, token("http://127.0.0.1:9")));
  }

  @AfterEach
  void close() {
    elsewhere.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 308})
  void aRecordGoesNowhereElse(int status) throws Exception {
    start(request -> moved(status), LEADS);

    assertThatItStops();
    assertThat(salesforce.asked()).extracting(Asked::method).containsExactly("POST", "PATCH");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 308})
  void aSecretGoesNowhereElse(int status) throws Exception {
    salesforce = new LoopbackServer(request -> moved(status));
    stage =
        stage(
            new MockEnvironment()
                .withProperty("camel.component.salesforce.login-url", salesforce.url())
                .withProperty("camel.component.salesforce.client-id", "id")
                .withProperty("camel.component.salesforce.client-secret", "secret"),
            LEADS);

    assertThatItStops();
  }

  private Answer moved(int status) {
    return new Answer(status, Map.of("Location", elsewhere.url() + "/there"), "");
  }

  private void assertThatItStops() throws Exception {
    Shipment shipment = shipment("{\"Key__c\":\"a\"}", "{\"Key__c\":\"b\"}");
    Exchange done = stage.deliver(shipment);

    assertThat(elsewhere.asked()).isEmpty();
    assertThat(new SalesforceFailures().read(done.getException()).orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> assertThat(stopped.reason()).contains("My Domain", "login-url"));
    assertThat(shipment.open()).hasSize(2);
  }
}
