package io.aftercall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * How long it takes to erase a person among many stored calls, and what a sender feels of the
 * retention: acknowledgements at a steady pace with nothing to remove, then while all those calls
 * go.
 *
 * <p>Arguments: {@code sqlite|postgres}, stored calls (1000000), calls a second (200), seconds of
 * each measurement (30).
 */
public final class PrivacyBench {
  private static final int PORT = 18080;
  private static final int CHUNK = 2_000;

  /** Calls of one person are so many apart. */
  private static final int PERSONS = 100_000;

  private static final Map<String, String> KEEP_ALL =
      Map.of(
          "aftercall.retention.bodies", "9000d",
          "aftercall.retention.attempts", "9000d",
          "aftercall.retention.calls", "9000d");

  private final String url;
  private final Path data;

  private PrivacyBench(String url, Path data) {
    this.url = url;
    this.data = data;
  }

  public static void main(String[] args) throws Exception {
    boolean sqlite = args.length == 0 || args[0].equals("sqlite");
    int calls = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int pace = args.length > 2 ? Integer.parseInt(args[2]) : 200;
    int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 30;
    Path data = Files.createTempDirectory("aftercall-bench");
    PostgresServer server = sqlite ? null : PostgresServer.start(data);
    String url = sqlite ? "jdbc:sqlite:" + data.resolve("aftercall.db") : server.url();
    try {
      PrivacyBench bench = new PrivacyBench(url, data);
      bench.fill(calls);
      double before = bench.withNothingToRemove(calls, pace, seconds);
      double during = bench.whileAllGoes(pace, seconds);
      System.out.printf("ack p99 during retention against before: %.2f%n", during / before);
    } finally {
      if (server != null) {
        server.close();
      }
      FileSystemUtils.deleteRecursively(data);
    }
    System.exit(0);
  }

  private double withNothingToRemove(int calls, int pace, int seconds) throws Exception {
    try (Child child = start(KEEP_ALL)) {
      steady(child, pace, 20);
      Steady.Result result = steady(child, pace, seconds);
      tell("before", result);
      for (int i = 0; i < 5; i++) {
        erase(i * 7_919 % Math.min(PERSONS, calls));
      }
      return result.p99();
    }
  }

  private double whileAllGoes(int pace, int seconds) throws Exception {
    try (Child child = start(Map.of())) {
      steady(child, pace, 10);
      long rows = removed();
      Steady.Result result = steady(child, pace, seconds);
      tell("during retention", result);
      System.out.printf(
          "retention: %,d bodies a second meanwhile, %,d in all so far%n",
          (removed() - rows) / seconds, removed());
      return result.p99();
    }
  }

  private Child start(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(Console.SETTINGS);
    all.put("aftercall.store.url", url);
    return Child.start(
        "io.aftercall.Aftercall", data, PORT, List.of("-Xmx512m"), all, Console.ENVIRONMENT);
  }

  private static void tell(String name, Steady.Result result) {
    System.out.printf(
        "%-17s %,6d acknowledged, %d not; ack p50 %.2f ms, p99 %.2f ms%n",
        name, result.acknowledged(), result.failed(), result.p50(), result.p99());
  }

  private static Steady.Result steady(Child child, int pace, int seconds) throws Exception {
    return new Steady(child.port(), pace).run(Duration.ofSeconds(seconds));
  }

  private static void erase(int person) throws Exception {
    long start = System.nanoTime();
    JsonNode answer =
        Console.post("erasures?phone=%2B" + phone(person).substring(1), "{\"why\":\"bench\"}");
    System.out.printf(
        "erase one person: %.0f ms, rows %s%n",
        (System.nanoTime() - start) / 1e6, answer.at("/certificate/rows"));
  }

  /** By the service's own metric. */
  private static long removed() throws Exception {
    return Console.metric("aftercall_retention_removed_total{class=\"bodies\"");
  }

  private static String phone(int number) {
    return "+49151" + (20_000_000 + number % PERSONS);
  }

  /** Calls that came in forty days ago, each delivered once. */
  private void fill(int calls) {
    long start = System.nanoTime();
    Instant at = Instant.now().minus(Duration.ofDays(40));
    String stamp = UlidGenerator.floor(at).substring(0, 10);
    try (Store store = Store.open(StoreSettings.of(url), InstantSource.system())) {
      for (int first = 0; first < calls; first += CHUNK) {
        int from = first;
        int to = Math.min(calls, first + CHUNK);
        store.write(transaction -> chunk(transaction, stamp, at.toEpochMilli(), from, to));
      }
    }
    System.out.printf("%,d calls stored in %.0f s%n", calls, (System.nanoTime() - start) / 1e9);
  }

  private static int chunk(Transaction transaction, String stamp, long at, int from, int to)
      throws SQLException {
    PreparedStatement event =
        transaction.statement(
            "insert into event (id, source, call_id, revision, kind, content_hash, state,"
                + " person_key, received_at, state_at, due_at)"
                + " values (?, 'famulor', ?, 1, 'call', ?, 'routed', ?, ?, ?, ?)");
    PreparedStatement body =
        transaction.statement("insert into event_body (event_id, body) values (?, ?)");
    PreparedStatement delivery =
        transaction.statement(
            "insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,"
                + " person_key, priority, seq, state, is_open, due_at, created_at, state_at) values"
                + " (?, ?, 'famulor', ?, 1, 'crm-http', 1, ?, 2, ?, 'delivered', 0, ?, ?, ?)");
    PreparedStatement attempt =
        transaction.statement(
            "insert into attempt (delivery_id, number, at, took_ms, outcome, sent, answer, node)"
                + " values (?, 1, ?, 5, 'delivered', '{}', 'HTTP 200', 'bench')");
    for (int i = from; i < to; i++) {
      String id = stamp + "%016d".formatted(i);
      String call = "old-" + i;
      set(event, id, call, "hash" + i, phone(i), at, at, at);
      set(body, id, new byte[2_048]);
      set(delivery, id + ".crm-http.1", id, call, phone(i), at, at, at, at);
      set(attempt, id + ".crm-http.1", at);
    }
    for (PreparedStatement insert : List.of(event, body, delivery, attempt)) {
      insert.executeBatch();
    }
    return to - from;
  }

  private static void set(PreparedStatement row, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      row.setObject(i + 1, values[i]);
    }
    row.addBatch();
  }
}
