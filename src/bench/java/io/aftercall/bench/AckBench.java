package io.aftercall.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * How many calls a second are acknowledged after their commit, against the same product with a
 * journal that stores nothing, alternating in one run; then {@code kill -9} under load, and every
 * acknowledged call looked up.
 *
 * <p>Arguments: seconds of each measurement (10), rounds (2).
 */
public final class AckBench {
  private static final int PORT = 18080;

  /** Seconds; after fewer the compiler is still at work. */
  private static final double WARM_UP = 20;

  private static long nextId = 1_000_000;

  private AckBench() {}

  public static void main(String[] args) throws Exception {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 10;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    System.out.printf(
        "java %s, %d cores%n", Runtime.version(), Runtime.getRuntime().availableProcessors());
    System.out.println("connections  variant      acknowledged/s   p50 ms   p99 ms  refused");
    for (int round = 0; round < rounds; round++) {
      for (int connections : new int[] {32, 128}) {
        double kept = measure("io.aftercall.Aftercall", "journal", connections, seconds);
        double forgotten =
            measure("io.aftercall.bench.ForgetfulService", "forgetful", connections, seconds);
        System.out.printf("%11d  ratio        %14.2f%n", connections, kept / forgotten);
      }
    }
    killUnderLoad();
  }

  private static double measure(String main, String name, int connections, double seconds)
      throws Exception {
    Path data = Files.createTempDirectory("aftercall-bench");
    try (Child child = Child.start(main, data, PORT, List.of("-Xmx512m"), Map.of())) {
      blow(child, connections, WARM_UP);
      LoadStorm.Result result = blow(child, connections, seconds);
      System.out.printf(
          "%11d  %-11s  %14.0f  %7.2f  %7.2f  %7d   (ready in %.1f s, %d MB at most)%n",
          connections,
          name,
          result.perSecond(),
          result.millis(0.5),
          result.millis(0.99),
          result.refused() + result.broken(),
          child.secondsToReady,
          child.peakMegabytes());
      return result.perSecond();
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private static LoadStorm.Result blow(Child child, int connections, double seconds)
      throws Exception {
    LoadStorm loadStorm = new LoadStorm(child.port(), nextId, Calls.requests(child.port()));
    LoadStorm.Result result = loadStorm.blow(connections, Long.MAX_VALUE / 2, seconds);
    nextId += result.sent();
    return result;
  }

  private static void killUnderLoad() throws Exception {
    Path data = Files.createTempDirectory("aftercall-bench");
    Child child = Child.start("io.aftercall.Aftercall", data, PORT, List.of("-Xmx512m"), Map.of());
    Thread killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(6000);
                child.kill();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killer.start();
    long firstId = nextId;
    LoadStorm.Result result = blow(child, 128, 8);
    killer.join();
    BitSet missing = (BitSet) result.acknowledged().clone();
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("aftercall.db"));
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery("select cast(call_id as integer) from event")) {
      while (row.next()) {
        missing.clear((int) (row.getLong(1) - firstId));
      }
    }
    System.out.printf(
        "kill -9 under load: %d acknowledged, %d of them not in the journal%n",
        result.acknowledged().cardinality(), missing.cardinality());
    FileSystemUtils.deleteRecursively(data);
    System.exit(missing.isEmpty() ? 0 : 1);
  }
}
