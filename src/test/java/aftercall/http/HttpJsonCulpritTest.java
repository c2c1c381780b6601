package aftercall.http;

import static aftercall.KameletStage.outcomes;
import static aftercall.KameletStage.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.LoopbackServer.Answer;
import aftercall.delivery.Outcome;
import aftercall.delivery.Shipment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code http-json} makes of answers that may be about all records, or about one of them. */
class HttpJsonCulpritTest extends JsonStage {
  private void startRefusing(String portion, int status, String culprits) throws Exception {
    start(
        Map.of("portion", portion, "send", "."),
        "",
        request ->
            Answer.json(request.body().matches(".*(" + culprits + ").*") ? status : 200, ""));
  }

  @ParameterizedTest
  @CsvSource({"all,403", "each,403", "all,404", "each,410", "each,301"})
  void whatTheSystemTakesOthersButNotIsRefused(String portion, int status) throws Exception {
    startRefusing(portion, status, "bad");
    Shipment shipment = shipment("{\"a\":1}", "{\"a\":2}", "{\"a\":\"bad\"}", "{\"a\":4}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment))
        .containsExactly(
            Outcome.Delivered.as(""),
            Outcome.Delivered.as(""),
            Outcome.Refused.because(
                "HTTP " + status + ": the system takes others but not this record"),
            Outcome.Delivered.as(""));
  }

  @ParameterizedTest
  @CsvSource({"403,3", "302,3", "404,3", "401,1", "407,1"})
  void whatTheSystemTakesOfNobodyStopsTheDestination(int status, int requests) throws Exception {
    startRefusing("all", status, "a");
    Shipment shipment = shipment("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment)).hasSize(4).hasOnlyElementsOfType(Outcome.Stopped.class);
    assertThat(system.asked()).hasSize(requests);
  }

  /** A quota that ends within a round is told by 403 too; then no more is held against records. */
  @Test
  void afterOneCulpritTheSystemMustTakeAnotherBeforeTheNext() throws Exception {
    startRefusing("each", 403, "3|4|5");
    Shipment shipment =
        shipment("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}", "{\"a\":5}", "{\"a\":6}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment).stream().map(Outcome::name))
        .containsExactly("delivered", "delivered", "refused", "stopped", "stopped", "stopped");
    assertThat(system.asked()).hasSize(4);
  }

  @Test
  void anAddressThatLeadsElsewhereStopsTheDestinationAtOnce() throws Exception {
    startRefusing("each", 301, "a");
    Shipment shipment = shipment("{\"a\":1}", "{\"a\":2}");

    stage.deliver(shipment);

    assertThat(outcomes(shipment))
        .containsOnly(
            Outcome.Stopped.because("HTTP 301: the address leads elsewhere; set the new one"));
    assertThat(system.asked()).hasSize(1);
  }
}
