package io.aftercall.destination.salesforce;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
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
    DeliveryBatch deliveryBatch = batch("{\"Key__c\":\"a\"}", "{\"Key__c\":\"b\"}");
    Exchange done = stage.deliver(deliveryBatch);

    assertThat(elsewhere.asked()).isEmpty();
    assertThat(new SalesforceExceptionClassifier().read(done.getException()).orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.Paused.class,
            paused -> assertThat(paused.reason()).contains("My Domain", "login-url"));
    assertThat(deliveryBatch.open()).hasSize(2);
  }
}
