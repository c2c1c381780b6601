package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer.Answer;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code http-json} makes of answers that may be about all records, or about one of them. */
class HttpJsonCulpritTest extends JsonStage {
  private void startRefusing(String mode, int status, String poisonRecords) throws Exception {
    start(
        Map.of("mode", mode, "body", "."),
        "",
        request ->
            Answer.json(request.body().matches(".*(" + poisonRecords + ").*") ? status : 200, ""));
  }

  @ParameterizedTest
  @CsvSource({"batch,403", "single,403", "batch,404", "single,410", "single,301"})
  void whatTheSystemTakesOthersButNotIsRefused(String mode, int status) throws Exception {
    startRefusing(mode, status, "bad");
    DeliveryBatch deliveryBatch = batch("{\"a\":1}", "{\"a\":2}", "{\"a\":\"bad\"}", "{\"a\":4}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Delivered.as(""),
            Outcome.Delivered.as(""),
            Outcome.Rejected.because(
                "HTTP " + status + ": the system takes others but not this record"),
            Outcome.Delivered.as(""));
  }

  @ParameterizedTest
  @CsvSource({"403,3", "302,3", "404,3", "401,1", "407,1"})
  void whatTheSystemTakesOfNobodyStopsTheDestination(int status, int requests) throws Exception {
    startRefusing("batch", status, "a");
    DeliveryBatch deliveryBatch = batch("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasSize(4).hasOnlyElementsOfType(Outcome.Paused.class);
    assertThat(system.asked()).hasSize(requests);
  }

  /** A quota that ends within a round is told by 403 too; then no more is held against records. */
  @Test
  void afterOnePoisonRecordTheSystemMustTakeAnotherBeforeTheNext() throws Exception {
    startRefusing("single", 403, "3|4|5");
    DeliveryBatch deliveryBatch =
        batch("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}", "{\"a\":5}", "{\"a\":6}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch).stream().map(Outcome::name))
        .containsExactly("delivered", "delivered", "rejected", "paused", "paused", "paused");
    assertThat(system.asked()).hasSize(4);
  }

  @Test
  void anAddressThatLeadsElsewhereStopsTheDestinationAtOnce() throws Exception {
    startRefusing("single", 301, "a");
    DeliveryBatch deliveryBatch = batch("{\"a\":1}", "{\"a\":2}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsOnly(
            Outcome.Paused.because("HTTP 301: the address leads elsewhere; set the new one"));
    assertThat(system.asked()).hasSize(1);
  }
}
