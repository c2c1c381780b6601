package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own whose destination takes a request and never answers is told to stop. */
@Timeout(150)
class StopLimitTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @TempDir Path data;

  @Test
  void theProcessEndsWithinItsLimitWhateverADestinationDoes() throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout(60_000);
      int door;
      try (ServerSocket free = new ServerSocket(0)) {
        door = free.getLocalPort();
      }
      Process service = start(sandbox, silent.getLocalPort(), door);
      try {
        post(service, door);
        try (Socket asked = silent.accept()) {
          assertThat(asked.getInputStream().read()).isNotNegative();
          long begin = System.nanoTime();
          service.destroy();
          assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
          assertThat(Duration.ofNanos(System.nanoTime() - begin))
              .isBetween(LIMIT.minusSeconds(1), LIMIT.plusSeconds(5));
        }
        assertThat(service.exitValue()).isEqualTo(143);
        assertThat(Files.readString(log())).contains("stop.cut after=3 s");
      } finally {
        service.destroyForcibly().waitFor();
      }
    }
  }

  private Path log() {
    return data.resolve("service.log");
  }

  private Process start(Sandbox sandbox, int silent, int door) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.aftercall.Aftercall",
            "serve",
            "--server.port=0",
            "--aftercall.webhook.port=" + door,
            "--aftercall.webhook.address=127.0.0.1",
            "--aftercall.mode=live",
            "--aftercall.stop.limit=" + LIMIT.toSeconds() + "s",
            "--aftercall.data=" + data,
            "--aftercall.store.url=jdbc:sqlite:" + data.resolve("aftercall.db"));
    sandbox
        .environment()
        .forEach((name, value) -> builder.environment().put(name, String.valueOf(value)));
    builder.environment().put("AFTERCALL_CRM_HTTP_URL", "http://127.0.0.1:" + silent + "/crm");
    File file = log().toFile();
    return builder.redirectErrorStream(true).redirectOutput(file).start();
  }

  /** As soon as the webhook endpoint is open. */
  private void post(Process service, int door) throws Exception {
    byte[] body =
        Files.readString(Path.of("config/samples/classic-campaign-completed.json")).getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + door + "/webhooks/famulor/sandbox-token"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    List<Integer> taken = List.of(202);
    for (long end = System.nanoTime() + 90_000_000_000L; System.nanoTime() < end; ) {
      try {
        HttpResponse<Void> answer =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        if (taken.contains(answer.statusCode())) {
          return;
        }
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(service.isAlive()).as(Files.readString(log())).isTrue();
    }
    throw new AssertionError("the service did not open: " + Files.readString(log()));
  }
}
