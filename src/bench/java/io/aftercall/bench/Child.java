package io.aftercall.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The product in a process of its own, on this bench's class path and the project's config and
 * routes.
 */
final class Child implements AutoCloseable {
  static final String TOKEN = "bench-token";

  private final Process process;
  private final int port;
  final double secondsToReady;

  private Child(Process process, int port, double secondsToReady) {
    this.process = process;
    this.port = port;
    this.secondsToReady = secondsToReady;
  }

  /**
   * @param settings given as {@code --name=value}
   * @param jvm options such as {@code -Xmx256m}
   */
  static Child start(
      String main, Path data, int port, List<String> jvm, Map<String, String> settings)
      throws Exception {
    return start(main, data, port, jvm, settings, Map.of());
  }

  /**
   * @param environment goes before what the bench sets itself
   */
  static Child start(
      String main,
      Path data,
      int port,
      List<String> jvm,
      Map<String, String> settings,
      Map<String, String> environment)
      throws Exception {
    Files.createDirectories(data);
    List<String> command =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    if (!settings.containsKey("server.port")) {
      command.add("--server.port=0");
    }
    command.add("--aftercall.webhook.port=" + port);
    command.add("--aftercall.data=" + data);
    if (!settings.containsKey("aftercall.store.url")) {
      command.add("--aftercall.store.url=jdbc:sqlite:" + data.resolve("aftercall.db"));
    }
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AFTERCALL_FAMULOR_TOKEN", TOKEN);
    builder.environment().putAll(environment);
    File log = data.resolve("service.log").toFile();
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    long begin = System.nanoTime();
    Process process = builder.start();
    awaitDoor(process, port, log);
    return new Child(process, port, (System.nanoTime() - begin) / 1e9);
  }

  /** Ready when the webhook endpoint refuses a wrong token: routes are open. */
  private static void awaitDoor(Process process, int port, File log) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/famulor/wrong"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    for (long end = System.nanoTime() + 180_000_000_000L; System.nanoTime() < end; ) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 401) {
          return;
        }
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      if (!process.isAlive()) {
        break;
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("the service did not open its door, see " + log);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** The most memory the process held, in MB, as the kernel counted it. */
  long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  double cpuSeconds() {
    return cpuSeconds(process.toHandle());
  }

  static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1000.0;
  }

  boolean alive() {
    return process.isAlive();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
