package io.aftercall.bench;

import io.aftercall.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * Is "acknowledged means delivered or visible" true? The real product in processes of its own, a
 * sender that notes every 202 as an obligation, kills and troubles at random; then the troubles
 * end, the backlog drains, and a judge compares what was promised with what the stand-ins have.
 *
 * <p>Arguments, all optional, as name=value: {@code engine} (sqlite; or postgres, two nodes),
 * {@code kills} (30), {@code calls} that must be acknowledged at least (20000), {@code rate} of
 * calls a second (60), {@code seed} (1), {@code minutes} at most (30), {@code faults} beside the
 * kills (none; or some of errors,file,rule,clock,flood; or all). Ends with 1 on any breach.
 */
public final class Oracle {
  private static final Duration DRAIN = Duration.ofMinutes(10);

  private final Map<String, String> settings;
  private final Ledger ledger = new Ledger();
  private BalanceCheck balanceCheck;

  private Oracle(Map<String, String> settings) {
    this.settings = settings;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String arg : args) {
      String[] pair = arg.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    // The mail stand-in's threads die with the connections of killed nodes.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (!thread.getName().startsWith("smtp:")) {
            failure.printStackTrace();
          }
        });
    boolean good = new Oracle(settings).run();
    System.out.flush();
    // Without the shutdown hook that wants to stop a database that was killed.
    Runtime.getRuntime().halt(good ? 0 : 1);
  }

  private long number(String name, long otherwise) {
    return Long.parseLong(settings.getOrDefault(name, Long.toString(otherwise)));
  }

  private boolean run() throws Exception {
    boolean postgres = "postgres".equals(settings.get("engine"));
    Path folder = Files.createTempDirectory("aftercall-oracle");
    PostgresServer database = postgres ? PostgresServer.start(folder) : null;
    boolean good = false;
    try (Sandbox sandbox = Sandbox.start();
        Fleet fleet = fleet(folder, sandbox, postgres ? database.url() : null)) {
      balanceCheck =
          new BalanceCheck(postgres ? database.url() : "jdbc:sqlite:" + fleet.database());
      good = run(fleet, database, sandbox);
    } finally {
      if (database != null) {
        database.close();
      }
      if (good) {
        FileSystemUtils.deleteRecursively(folder);
      } else {
        System.out.println("logs and database are kept in " + folder);
      }
    }
    return good;
  }

  private Fleet fleet(Path folder, Sandbox sandbox, String url) throws Exception {
    int nodes = url == null ? 1 : 2;
    return settings.getOrDefault("faults", "").isBlank()
        ? Fleet.start(folder, sandbox, url, nodes)
        : Fleet.startFaulty(folder, sandbox, url, nodes);
  }

  private boolean run(Fleet fleet, PostgresServer database, Sandbox sandbox) throws Exception {
    long seed = number("seed", 1);
    long until = System.nanoTime() + Duration.ofMinutes(number("minutes", 30)).toNanos();
    int kills = (int) number("kills", 30);
    long calls = number("calls", 20_000);
    OutsideTrouble trouble = new OutsideTrouble(sandbox, seed);
    InnerTrouble innerTrouble =
        new InnerTrouble(fleet, settings.getOrDefault("faults", ""), database == null, seed);
    FaultInjector faultInjector = new FaultInjector(fleet, database, sandbox, innerTrouble, seed);
    Sender sender = new Sender(fleet.doors(), ledger);
    long start = System.nanoTime();
    trouble.on();
    sender.start(number("rate", 60), seed);
    faultInjector.wreak(kills, until);
    while (ledger.acknowledgedCalls() < calls && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    trouble.off();
    sender.close();
    double stormed = seconds(start);
    start = System.nanoTime();
    boolean drained = drain();
    double drain = seconds(start);
    sender.fresh();
    boolean fresh = drain();

    OracleVerdict oracleVerdict = new OracleVerdict(ledger, sandbox, balanceCheck);
    oracleVerdict.judge();
    List<String> breaches = oracleVerdict.breaches();
    if (!drained || !fresh) {
      breaches.add("drain: the backlog did not become empty in " + DRAIN);
    }
    innerTrouble.missingWorkers().forEach(worker -> breaches.add("worker: " + worker));
    minimum(breaches, "kills", faultInjector.kills(), kills);
    minimum(breaches, "acknowledged calls", ledger.acknowledgedCalls(), calls);
    minimum(breaches, "repeated arrivals", oracleVerdict.repeats(), Math.max(1, kills / 2));
    report(oracleVerdict, faultInjector, trouble, stormed, drain);
    breaches.forEach(System.out::println);
    System.out.println(breaches.isEmpty() ? "PASSED" : "FAILED");
    return breaches.isEmpty();
  }

  private boolean drain() throws InterruptedException {
    for (long end = System.nanoTime() + DRAIN.toNanos(); System.nanoTime() < end; ) {
      try {
        if (balanceCheck.open() == 0) {
          return true;
        }
      } catch (SQLException busy) {
        // A checkpoint of the product holds the file for a moment.
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
    return false;
  }

  private static void minimum(List<String> breaches, String what, long had, long wanted) {
    if (had < wanted) {
      breaches.add("meaning: only %d %s, wanted %d".formatted(had, what, wanted));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private void report(
      OracleVerdict oracleVerdict,
      FaultInjector faultInjector,
      OutsideTrouble trouble,
      double stormed,
      double drain)
      throws SQLException {
    line("engine", settings.getOrDefault("engine", "sqlite") + ", seed " + number("seed", 1));
    line("under fire, then draining", "%.0f s, %.1f s".formatted(stormed, drain));
    faultInjector.done().forEach((what, times) -> line(what, times));
    line("posts that met trouble", trouble.troubledPosts());
    line("calls acknowledged", ledger.acknowledgedCalls());
    line("answers 202 duplicate", ledger.knownRepeats());
    line("answers other than 202", ledger.refusals());
    line("no answer", ledger.silences());
    line("arrivals at destinations", oracleVerdict.arrived());
    line("of these repeats", oracleVerdict.repeats());
    line("deliveries by state", balanceCheck.deliveryStates());
    balanceCheck.reasons().forEach(reason -> line("set aside", reason));
    for (String kind :
        List.of("lost", "old content", "invented", "twice", "order", "contacted", "account")) {
      line(kind.equals("twice") ? "CRM duplicates" : kind, oracleVerdict.found(kind));
    }
  }

  private static void line(String name, Object value) {
    System.out.printf("%-28s %s%n", name, value);
  }
}
