package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What Prometheus scrapes, and the rules and the dashboard that stand on it. */
class MonitoringTest extends ConsoleStage {
  private static final Path FOLDER = Path.of("config/monitoring");
  private static final Pattern NAME = Pattern.compile("\\baftercall_[a-z_]+");

  /** There from the first comparison, or the first answer of Salesforce, on. */
  private static final Set<String> LATER = Set.of("aftercall_reconciliation_missing");

  private static String scrape() throws Exception {
    return send(HttpRequest.newBuilder(at("/actuator/prometheus"))).body();
  }

  private static String full() throws Exception {
    service.post(
        sample("classic-campaign-completed").replace("480336", "480991").getBytes("UTF-8"));
    delivered("480991");
    return Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            MonitoringTest::scrape,
            all ->
                all.contains("aftercall_deliveries_total{")
                    && all.contains("aftercall_source_last_event_timestamp_seconds{"));
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }

  @Test
  void theMetricsOfTheContractAreThereWithHelpAndNothingNoisyBeside() throws Exception {
    String all = full();
    assertThat(names(all))
        .contains(
            "aftercall_webhooks_total",
            "aftercall_ack_seconds_bucket",
            "aftercall_deliveries_total",
            "aftercall_attempt_seconds_bucket",
            "aftercall_backlog",
            "aftercall_backlog_oldest_seconds",
            "aftercall_end_to_end_seconds_bucket",
            "aftercall_destination_state",
            "aftercall_needs_attention",
            "aftercall_workers",
            "aftercall_config_reload_total",
            "aftercall_salesforce_api_used_ratio",
            "aftercall_source_last_event_timestamp_seconds",
            "aftercall_source_silent");
    assertThat(all).contains("outcome=\"delivered\"", "kind=\"held\"", "state=\"on\"");
    assertThat(all.lines().filter(line -> line.startsWith("# HELP aftercall_")))
        .isNotEmpty()
        .allMatch(line -> line.split(" ", 4).length == 4 && line.split(" ", 4)[3].length() > 8);
    assertThat(all.lines())
        .noneMatch(line -> line.startsWith("camel_") || line.startsWith("spring_security_"));
  }

  @Test
  void rulesAndDashboardAskOnlyForWhatExists() throws Exception {
    Set<String> known = names(full());
    known.addAll(LATER);
    Set<String> asked = names(Files.readString(FOLDER.resolve("alerts.yml")));
    JsonNode dashboard = JSON.readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
    dashboard.findValuesAsText("expr").forEach(expression -> asked.addAll(names(expression)));
    assertThat(asked).isNotEmpty();
    assertThat(known).containsAll(asked);
  }

  @Test
  void promtoolAgrees() throws Exception {
    Path scraped = Files.writeString(DATA.resolve("metrics.txt"), full());
    promtool(scraped, "check", "metrics");
    promtool(null, "check", "rules", "alerts.yml");
    promtool(null, "test", "rules", "alerts.test.yml");
  }

  private static void promtool(Path input, String... args) throws Exception {
    ProcessBuilder command = new ProcessBuilder().directory(FOLDER.toFile());
    command.command().add(System.getenv().getOrDefault("PROMTOOL", "promtool"));
    command.command().addAll(java.util.List.of(args));
    if (input != null) {
      command.redirectInput(input.toFile());
    }
    command.redirectErrorStream(true);
    Process process;
    try {
      process = command.start();
    } catch (IOException e) {
      Prerequisite.require(false, "promtool is not here (apt-get install prometheus)");
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), "UTF-8");
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).as("problems of style").doesNotContain("no help text", "should not");
  }
}
