package io.aftercall.bench;

import io.aftercall.sandbox.HttpSink;
import io.aftercall.sandbox.Post;
import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * What one destination costs the others, and what a second node brings.
 *
 * <p>Arguments: {@code dead} (one destination dead for the whole run, against the others alone, in
 * turns) or {@code nodes} (two nodes against one on PostgreSQL, destination with 50 ms latency);
 * calls (3000); rounds (2). What a backlog costs a claim is measured by {@link StoreBench}.
 */
public final class BacklogBench {
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String DECIDE =
      """
      - route:
          id: decide-bench
          from:
            uri: inbox:famulor
            steps:
      """;

  private BacklogBench() {}

  public static void main(String[] args) throws Exception {
    int calls = args.length > 1 ? Integer.parseInt(args[1]) : 3_000;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 2;
    double ratio = args[0].equals("nodes") ? nodes(calls, rounds) : dead(calls, rounds);
    System.out.printf("ratio %.2f%n", ratio);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static String decide(String... destinations) {
    StringBuilder route = new StringBuilder(DECIDE);
    for (String destination : destinations) {
      route.append("        - to: outbox:").append(destination).append('\n');
    }
    return route.toString();
  }

  /** The last of the rounds counts best; all are printed. */
  private static double dead(int calls, int rounds) throws Exception {
    double alone = 0;
    double beside = 0;
    Map<String, String> nobody = Map.of("AFTERCALL_CRM_HTTP_URL", "http://127.0.0.1:9/dead");
    for (int round = 0; round < rounds; round++) {
      alone += others(calls, "alone", decide("salesforce-lead", "call-log"), Map.of());
      beside +=
          others(
              calls,
              "beside a dead one",
              decide("crm-http", "salesforce-lead", "call-log"),
              nobody);
    }
    return beside / alone;
  }

  private static double others(
      int calls, String name, String decide, Map<String, String> environment) throws Exception {
    Path folder = Files.createTempDirectory("aftercall-bench");
    try (Sandbox sandbox = Sandbox.start();
        Fleet fleet = Fleet.start(folder, sandbox, null, 1, decide, environment)) {
      run(fleet, 500, 1_000_000);
      await(() -> tasks(sandbox) >= 500);
      long start = System.nanoTime();
      run(fleet, calls, 2_000_000);
      await(() -> tasks(sandbox) >= 500 + calls);
      double perSecond = calls / ((System.nanoTime() - start) / 1e9);
      System.out.printf("%-20s %,8.0f calls/s to Lead and call log%n", name, perSecond);
      return perSecond;
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static int tasks(Sandbox sandbox) {
    return sandbox.salesforce().rows("Task").size();
  }

  private static double nodes(int calls, int rounds) throws Exception {
    double one = 0;
    double two = 0;
    for (int round = 0; round < rounds; round++) {
      one += posts(calls, 1);
      two += posts(calls, 2);
    }
    return two / one;
  }

  private static double posts(int calls, int nodes) throws Exception {
    Path folder = Files.createTempDirectory("aftercall-bench");
    PostgresServer database = PostgresServer.start(folder);
    try (Sandbox sandbox = Sandbox.start();
        Fleet fleet =
            Fleet.start(folder, sandbox, database.url(), nodes, decide("crm-http"), Map.of())) {
      HttpSink sink = sandbox.http();
      sink.answering("/crm", ask -> Answer.text(200, "ok").after(LATENCY));
      run(fleet, 300, 1_000_000);
      await(() -> sink.posts().size() >= 300);
      run(fleet, calls, 2_000_000);
      await(() -> sink.posts().size() >= 300 + calls);
      List<Post> posts = sink.posts();
      Instant first = posts.get(300).at();
      Instant last = posts.get(299 + calls).at();
      double perSecond = calls / (Duration.between(first, last).toMillis() / 1e3);
      System.out.printf(
          "%d node(s)            %,8.0f posts/s at %d ms%n", nodes, perSecond, LATENCY.toMillis());
      return perSecond;
    } finally {
      database.close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static void run(Fleet fleet, int calls, long firstId) throws IOException {
    int port = fleet.doors().get(0).getPort();
    String path = fleet.doors().get(0).getPath();
    LoadStorm.Result posted =
        new LoadStorm(port, firstId, id -> request(port, path, id)).blow(32, calls, 120);
    if (posted.refused() + posted.broken() > 0) {
      throw new IllegalStateException("the webhook endpoint turned calls away");
    }
  }

  private static byte[] request(int port, String path, long id) {
    String body = new SentCall(id, (int) (id % 9_000_000), 1, Kind.TALKED).body(1);
    return ("POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s")
        .formatted(path, port, body.length(), body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    for (long end = System.nanoTime() + PATIENCE.toNanos(); !condition.holds(); ) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not all arrived in " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
