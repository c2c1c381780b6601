package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What monitoring relies on, by the names of the contract. */
class UpkeepTest extends ConsoleStage {

  @Test
  void probesNeedNoTokenAndReadinessSaysWhatItStandsOn() throws Exception {
    HttpResponse<String> ready = plain("/actuator/health/readiness");
    assertThat(ready.statusCode()).isEqualTo(200);
    JsonNode details = JSON.readTree(ready.body()).at("/components/taking-calls/details");
    assertThat(details.path("store").asText()).isEqualTo("commits");
    assertThat(details.path("webhook").asText()).isEqualTo("open");
    assertThat(details.path("configuration").asText()).hasSize(12);
    assertThat(plain("/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void theMetricsOfTheContractAreThereByName() throws Exception {
    refuse("490401");
    // Figures of the shared database come with the first round of the node that reports them.
    long end = System.nanoTime() + PATIENCE.toNanos();
    String metrics = plain("/actuator/prometheus").body();
    while (!metrics.contains("aftercall_backlog{") && System.nanoTime() < end) {
      Thread.sleep(50);
      metrics = plain("/actuator/prometheus").body();
    }
    for (String name :
        List.of(
            "aftercall_webhooks_total{reason=\"none\",result=\"accepted\",source=\"famulor\"}",
            "aftercall_ack_seconds_count",
            "aftercall_deliveries_total{destination=\"crm-http\",outcome=\"rejected\"}",
            "aftercall_attempt_seconds_count{destination=\"crm-http\"}",
            "aftercall_backlog{destination=\"salesforce-lead\"}",
            "aftercall_backlog_oldest_seconds{destination=\"salesforce-lead\"}",
            "aftercall_end_to_end_seconds_count{destination=\"crm-http\"}",
            "aftercall_destination_state{destination=\"sales-email\"",
            "aftercall_needs_attention{destination=\"none\",kind=\"held\"}",
            "aftercall_config_reload_total{result=\"rejected\"}",
            "aftercall_salesforce_api_used_ratio")) {
      assertThat(metrics).contains("\n" + name);
    }
    assertThat(metrics).doesNotContain("490401", "+49");
  }

  private static HttpResponse<String> plain(String path) throws Exception {
    return send(HttpRequest.newBuilder(at(path)));
  }
}
