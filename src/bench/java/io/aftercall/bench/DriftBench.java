package io.aftercall.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * How long a drift report takes over the most calls it looks at, and what senders feel of reports
 * that are asked for one after the other.
 *
 * <p>Arguments: calls a second of the steady sender (200), seconds of each part (20).
 */
public final class DriftBench {
  private static final int PORT = 18084;
  private static final int CALLS = 6_000;
  private static final Pattern CONSOLE = Pattern.compile("(http://\\S+)/console");

  private final Path data;
  private final HttpClient client = HttpClient.newHttpClient();

  private DriftBench(Path data) {
    this.data = data;
  }

  public static void main(String[] args) throws Exception {
    int pace = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    Path data = Files.createTempDirectory("aftercall-bench");
    try (Child child =
        Child.start(
            "io.aftercall.Aftercall",
            data,
            PORT,
            List.of("-Xmx512m"),
            Map.of("aftercall.mode", "dry-run"))) {
      new DriftBench(data).run(child, pace, seconds);
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
    System.exit(0);
  }

  private void run(Child child, int pace, int seconds) throws Exception {
    new LoadStorm(child.port(), 1_000_000, Calls.requests(child.port())).blow(64, CALLS, 120);
    for (int i = 0; i < 8; i++) {
      System.out.printf("report over 5,000 calls: %.0f ms%n", report());
    }
    Duration time = Duration.ofSeconds(seconds);
    new Steady(child.port(), pace).run(time);
    Steady.Result alone = new Steady(child.port(), pace).run(time);
    AtomicBoolean asking = new AtomicBoolean(true);
    AtomicInteger reports = new AtomicInteger();
    Thread asker =
        new Thread(
            () -> {
              while (asking.get()) {
                try {
                  report();
                  reports.incrementAndGet();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    asker.start();
    Steady.Result beside = new Steady(child.port(), pace).run(time);
    asking.set(false);
    asker.join();
    tell("alone", alone);
    tell("beside reports", beside);
    System.out.printf(
        "%d reports in %d s; ack p99 beside them against alone: %.2f%n",
        reports.get(), seconds, beside.p99() / alone.p99());
  }

  private static void tell(String name, Steady.Result result) {
    System.out.printf(
        "%-15s %,6d acknowledged, %d not; ack p50 %.2f ms, p99 %.2f ms%n",
        name, result.acknowledged(), result.failed(), result.p50(), result.p99());
  }

  /** Milliseconds. */
  private double report() throws IOException, InterruptedException {
    long start = System.nanoTime();
    String token = Files.readString(data.resolve("api-token")).strip();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(console().resolve("/api/v1/drift?since=24h"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200 || !answer.body().contains("\"cut\":true")) {
      throw new IllegalStateException("no report over the most calls: " + answer.statusCode());
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private URI console() throws IOException {
    Matcher said = CONSOLE.matcher(Files.readString(data.resolve("service.log")));
    if (!said.find()) {
      throw new IllegalStateException("the service does not say where its console is");
    }
    return URI.create(said.group(1));
  }
}
