package io.aftercall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * Orders over a long list: dead deliveries of as many persons are counted, sent again, dropped, and
 * sent again as at first, through the API of a running service, and senders post meanwhile. The
 * destination is paused, so that all that is measured is the order.
 *
 * <p>Arguments: {@code sqlite|postgres}, dead deliveries (1000000), calls a second (200), seconds
 * of each measurement (30).
 */
public final class JobBench {
  private static final int PORT = 18_080;
  private static final int CHUNK = 50_000;
  private static final long SPREAD = 2_654_435_761L;
  private static final int RANGE = 999_999_937;

  private final String url;
  private final int pace;
  private final int seconds;

  private JobBench(String url, int pace, int seconds) {
    this.url = url;
    this.pace = pace;
    this.seconds = seconds;
  }

  public static void main(String[] args) throws Exception {
    boolean sqlite = args.length == 0 || args[0].equals("sqlite");
    int dead = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int pace = args.length > 2 ? Integer.parseInt(args[2]) : 200;
    int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 30;
    Path data = Files.createTempDirectory("aftercall-bench");
    PostgresServer server = sqlite ? null : PostgresServer.start(data);
    String url = sqlite ? "jdbc:sqlite:" + data.resolve("aftercall.db") : server.url();
    JobBench bench = new JobBench(url, pace, seconds);
    try {
      bench.fill(dead);
      bench.run(data);
    } finally {
      if (server != null) {
        server.close();
      }
      FileSystemUtils.deleteRecursively(data);
    }
    System.exit(0);
  }

  private void run(Path data) throws Exception {
    Map<String, String> settings = new HashMap<>(Console.SETTINGS);
    settings.put("aftercall.store.url", url);
    try (Child child =
        Child.start(
            "io.aftercall.Aftercall",
            data,
            PORT,
            List.of("-Xmx512m"),
            settings,
            Console.ENVIRONMENT)) {
      new Steady(PORT, pace).run(Duration.ofSeconds(20));
      double before = steady("before");
      look("failed");
      double during = order("retry", "failed");
      look("pending");
      order("discard", "pending");
      order("repeat", "discarded");
      System.out.printf("ack p99 during the first order against before: %.2f%n", during / before);
    }
  }

  private double steady(String name) throws InterruptedException {
    Steady.Result result = new Steady(PORT, pace).run(Duration.ofSeconds(seconds));
    System.out.printf(
        "%-17s %,6d acknowledged, %d not; ack p50 %.2f ms, p99 %.2f ms%n",
        name, result.acknowledged(), result.failed(), result.p50(), result.p99());
    return result.p99();
  }

  /** What people look at while the list is long. */
  private static void look(String state) throws Exception {
    for (String path : List.of("destinations", "deliveries?destination=crm-http&state=" + state)) {
      long start = System.nanoTime();
      Console.get(path);
      System.out.printf("look at %-45s %,6.0f ms%n", path, (System.nanoTime() - start) / 1e6);
    }
  }

  /** Returns the p99 of the acknowledgements meanwhile, in milliseconds. */
  private double order(String bulkAction, String state) throws Exception {
    String path = "deliveries/" + bulkAction + "?destination=crm-http&state=" + state;
    long start = System.nanoTime();
    long count = Console.post(path, "{\"why\":\"bench\",\"dry_run\":true}").get("count").asLong();
    System.out.printf(
        "%-8s %,10d counted in %,.0f ms%n", bulkAction, count, (System.nanoTime() - start) / 1e6);
    JsonNode given = Console.post(path, "{\"why\":\"bench\"}").get("order");
    double p99 = steady("during " + bulkAction);
    JsonNode done = given;
    while (done.get("state").asText().equals("running")) {
      TimeUnit.MILLISECONDS.sleep(200);
      done = Console.get("orders/" + given.get("id").asText());
    }
    double took =
        Duration.between(
                    Instant.parse(done.get("at").asText()),
                    Instant.parse(done.get("ended_at").asText()))
                .toMillis()
            / 1e3;
    long changed = done.get("changed").asLong();
    System.out.printf(
        "%-8s %,10d changed in %.1f s, %,.0f/s%n", bulkAction, changed, took, changed / took);
    return p99;
  }

  private void fill(int dead) {
    long start = System.nanoTime();
    try (Store store = Store.open(StoreSettings.of(url), InstantSource.system())) {
      for (int first = 0; first < dead; first += CHUNK) {
        int from = first;
        int to = Math.min(dead, first + CHUNK);
        store.write(transaction -> chunk(transaction, from, to));
      }
    }
    System.out.printf("%,d deliveries stored in %.0f s%n", dead, (System.nanoTime() - start) / 1e9);
  }

  /** Each given up after one try, by a version of the mapping. */
  private static int chunk(Transaction transaction, int from, int to) throws SQLException {
    long now = System.currentTimeMillis();
    String stamp = UlidGenerator.floor(Instant.ofEpochMilli(now)).substring(0, 10);
    String numbers =
        "with recursive n (i) as (select %d union all select i + 1 from n where i < %d) "
            .formatted(10_000_000 + from, 10_000_000 + to - 1);
    String id = "'" + stamp + "00000000' || i";
    try (Statement statement = transaction.connection().createStatement()) {
      statement.executeUpdate(
          """
          insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
            person_key, priority, seq, state, is_open, reason, due_at, attempts, created_at, state_at)
          %1$s select %2$s || '.crm-http.1', %2$s, 'famulor', 'old-' || i, 1, 'crm-http', 1,
            '+49' || (1500000000 + i * cast(%3$d as bigint) %% %4$d), 2, i, 'failed', 0,
            'HTTP 503', %5$d, 1, %5$d, %5$d from n\
          """
              .formatted(numbers, id, SPREAD, RANGE, now));
      statement.executeUpdate(
          """
          insert into attempt (delivery_id, number, at, took_ms, outcome, sent, answer,
            mapping_version, node)
          %s select %s || '.crm-http.1', 1, %d, 5, 'retry', '{}', 'HTTP 503', 'abcdef', 'bench'
          from n\
          """
              .formatted(numbers, id, now));
    }
    return to - from;
  }
}
