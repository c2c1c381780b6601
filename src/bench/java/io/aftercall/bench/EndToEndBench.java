package io.aftercall.bench;

import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * Calls posted as fast as they are accepted, until each is a Lead and a Task in the Salesforce
 * stand-in. The product runs in a process of its own with little memory; sender and stand-in share
 * the cores with it.
 *
 * <p>Arguments: calls (10000), rounds (4), options of the product's JVM (-Xmx256m).
 */
public final class EndToEndBench {
  private static final int PORT = 18081;
  private static final String DECIDE =
      """
      - route:
          id: decide-bench
          from:
            uri: inbox:famulor
            steps:
              - filter:
                  jq: .extracted_variables.customer_interested == true
                  steps:
                    - to: outbox:salesforce-lead
              - to: outbox:call-log?after=salesforce-lead
      """;

  private EndToEndBench() {}

  public static void main(String[] args) throws Exception {
    int calls = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
    List<String> jvm =
        args.length > 2 ? List.of(args).subList(2, args.length) : List.of("-Xmx256m");
    Path folder = Files.createTempDirectory("aftercall-bench");
    try (SalesforceStandIn salesforce = SalesforceStandIn.start()) {
      Path home = home(folder);
      try (Child child =
          Child.start("io.aftercall.Aftercall", folder, PORT, jvm, settings(salesforce, home))) {
        run(child, salesforce, 2_000, 1_000_000);
        for (int round = 1; round <= rounds; round++) {
          run(child, salesforce, calls, 1_000_000L + round * 1_000_000L);
        }
        System.out.printf(
            "product: %s, %d MB resident at most%n", String.join(" ", jvm), child.peakMegabytes());
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    System.exit(0);
  }

  private static Map<String, String> settings(SalesforceStandIn salesforce, Path home) {
    return Map.of(
        "aftercall.home", home.toString(),
        "camel.component.salesforce.login-url", salesforce.url(),
        "camel.component.salesforce.client-id", salesforce.account().clientId(),
        "camel.component.salesforce.client-secret", salesforce.account().clientSecret());
  }

  /**
   * The shipped files, with a decide route that names just the two destinations that are measured.
   */
  private static Path home(Path folder) throws IOException {
    Path home = folder.resolve("home");
    FileSystemUtils.copyRecursively(Path.of("config"), home.resolve("config"));
    FileSystemUtils.copyRecursively(Path.of("routes"), home.resolve("routes"));
    FileSystemUtils.deleteRecursively(home.resolve("routes/decide"));
    Files.createDirectories(home.resolve("routes/decide"));
    Files.writeString(home.resolve("routes/decide/bench.camel.yaml"), DECIDE);
    return home;
  }

  private static void run(Child child, SalesforceStandIn salesforce, int calls, long firstId)
      throws Exception {
    int leads = count(salesforce, "Lead") + calls;
    int tasks = count(salesforce, "Task") + calls;
    int before = salesforce.calls().total();
    double ours = child.cpuSeconds();
    double theirs = Child.cpuSeconds(ProcessHandle.current());
    long start = System.nanoTime();
    LoadStorm.Result posted =
        new LoadStorm(child.port(), firstId, Calls.requests(child.port())).blow(64, calls, 120);
    double accepted = (System.nanoTime() - start) / 1e9;
    while (count(salesforce, "Lead") < leads || count(salesforce, "Task") < tasks) {
      if (System.nanoTime() - start > 60_000_000_000L) {
        System.out.printf(
            "NOT ALL ARRIVED: %d leads, %d tasks%n",
            count(salesforce, "Lead"), count(salesforce, "Task"));
        return;
      }
      Thread.sleep(50);
    }
    double delivered = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d calls: accepted in %.2f s (%d refused), all delivered to lead + call log in %.2f s ="
            + " %.0f calls/s, %.4f API calls a call; CPU: product %.1f s, sender and stand-in %.1f"
            + " s%n",
        calls,
        accepted,
        posted.refused() + posted.broken(),
        delivered,
        calls / delivered,
        (salesforce.calls().total() - before) / (double) calls,
        child.cpuSeconds() - ours,
        Child.cpuSeconds(ProcessHandle.current()) - theirs);
  }

  private static int count(SalesforceStandIn salesforce, String object) {
    return salesforce.count(object);
  }
}
