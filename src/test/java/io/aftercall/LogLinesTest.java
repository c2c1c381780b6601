package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.sandbox.Sandbox;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own writes its log as JSON, and each step of a call with the call's receipt. */
@Timeout(180)
class LogLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path data;

  private Path log() {
    return data.resolve("service.log");
  }

  private Process start(Sandbox sandbox, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.aftercall.Aftercall",
            "serve",
            "--server.port=0",
            "--aftercall.webhook.port=" + port,
            "--aftercall.webhook.address=127.0.0.1",
            "--aftercall.mode=live",
            "--aftercall.data=" + data,
            "--aftercall.store.url=jdbc:sqlite:" + data.resolve("aftercall.db"));
    builder.environment().putAll(sandbox.environment());
    builder.environment().put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "logstash");
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private static String post(int port) {
    try {
      byte[] body =
          Files.readString(Path.of("config/samples/classic-campaign-completed.json"))
              .getBytes(UTF_8);
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:" + port + "/webhooks/famulor/sandbox-token"))
                      .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 202 ? answer.body() : "";
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the call's own lines. */
  private List<JsonNode> steps() throws IOException {
    List<JsonNode> steps = new ArrayList<>();
    for (String line : Files.readAllLines(log())) {
      if (line.startsWith("{") && line.endsWith("}")) {
        JsonNode one = JSON.readTree(line);
        if (one.path("logger_name").asText().equals("aftercall.calls")) {
          steps.add(one);
        }
      }
    }
    return steps;
  }

  private boolean isSettled() throws IOException {
    return steps().stream()
        .anyMatch(
            step ->
                step.path("destination").asText().equals("crm-http")
                    && step.path("state").asText().equals("delivered"));
  }

  @Test
  void everyStepOfACallIsALineOfJsonWithItsReceipt() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Sandbox sandbox = Sandbox.start()) {
      Process service = start(sandbox, port);
      try {
        String answer = await().atMost(PATIENCE).until(() -> post(port), said -> !said.isEmpty());
        String receipt = JSON.readTree(answer).path("receipt").asText();
        await().atMost(PATIENCE).until(this::isSettled);

        assertThat(steps())
            .extracting(step -> step.path("receipt").asText())
            .containsOnly(receipt)
            .isNotEmpty();
        assertThat(steps())
            .extracting(step -> step.path("message").asText())
            .contains("event.received", "event.routed", "delivery.recorded");
        String all = Files.readString(log());
        assertThat(all).doesNotContain("+4915", "Mustermann", "transcript");
      } finally {
        service.destroyForcibly().waitFor();
      }
    }
  }
}
