package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.ops.Diagnostics;
import io.aftercall.ops.StartFailure;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.SandboxService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The whole product started with bad files: calls are taken by the version that was active last.
 */
class StartOnLastVersionTest {
  private static final String MAPPING = "config/mappings/call-log.yaml";
  private static final String DELIVER = "routes/deliver/call-log.camel.yaml";

  @TempDir Path home;

  private SandboxService start(Sandbox sandbox) {
    return SandboxService.start(
        sandbox,
        home.resolve("data"),
        "--server.port=0",
        "--aftercall.webhook.port=0",
        "--aftercall.home=" + home);
  }

  @Test
  void opensTheWebhookEndpointOnTheLastGoodVersionAndSaysSo() throws Exception {
    for (String folder : new String[] {"config", "routes"}) {
      FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
    }
    String mapping = Files.readString(home.resolve(MAPPING));
    String deliver = Files.readString(home.resolve(DELIVER));
    Map<String, String> bad =
        Map.of(
            "hostile", "fields: " + "[".repeat(5_000),
            "endless", mapping + "\n  Endless__c: '[range(1e9)]'\n");
    try (Sandbox sandbox = Sandbox.start()) {
      Files.writeString(home.resolve(MAPPING), bad.get("hostile"));
      StartFailure failure =
          StartFailure.of(catchThrowable(() -> start(sandbox).close())).orElseThrow();
      assertThat(failure.exit()).isEqualTo(78);
      assertThat(failure.message()).contains(MAPPING, "nested deeper");

      Files.writeString(home.resolve(MAPPING), mapping);
      String version;
      try (SandboxService service = start(sandbox)) {
        version = service.bean(ActiveConfig.class).workspace().version();
      }
      for (Map.Entry<String, String> one : bad.entrySet()) {
        Files.writeString(home.resolve(MAPPING), one.getValue());
        takesCallsBy(sandbox, version, MAPPING);
      }
      Files.writeString(home.resolve(MAPPING), mapping);
      Files.writeString(home.resolve(DELIVER), deliver.replace("mapping:call-log", "mapping:gone"));
      takesCallsBy(sandbox, version, DELIVER);
      Files.writeString(home.resolve(DELIVER), deliver);
      try (SandboxService service = start(sandbox)) {
        assertThat(service.bean(ActiveConfig.class).refusal()).isEmpty();
      }
    }
  }

  private void takesCallsBy(Sandbox sandbox, String version, String file) throws Exception {
    try (SandboxService service = start(sandbox)) {
      byte[] call =
          Files.readString(Path.of("config/samples/classic-campaign-busy.json")).getBytes(UTF_8);
      assertThat(service.post(call).statusCode()).isEqualTo(202);
      ActiveConfig config = service.bean(ActiveConfig.class);
      assertThat(config.workspace().version()).isEqualTo(version);
      assertThat(config.refusal().orElseThrow().problems())
          .anySatisfy(problem -> assertThat(problem.place().file()).isEqualTo(file));
      assertThat(readiness(service))
          .contains("UP", "the files of the start were refused", "the version active last serves");
      assertThat(service.bean(Diagnostics.class).examine())
          .anySatisfy(
              finding -> assertThat(finding.toString()).contains("this start refused them"));
    }
  }

  private static String readiness(SandboxService service) throws IOException, InterruptedException {
    URI address =
        URI.create("http://127.0.0.1:" + service.managementPort() + "/actuator/health/readiness");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).toString();
  }
}
