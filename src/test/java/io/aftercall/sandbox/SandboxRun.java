package io.aftercall.sandbox;

import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/**
 * {@code mvn spring-boot:test-run}: the product on stand-ins for Salesforce, the mail server and an
 * HTTP system. Posts the sample call through the real webhook endpoint and prints what reached
 * whom; then serves until stopped.
 */
public final class SandboxRun {
  private static final Path SAMPLE = Path.of("config/samples/classic-campaign-completed.json");
  private static final Path DATA = Path.of("target/sandbox");
  private static final int PAGE = 8082;
  private static final int WEBHOOK = 8080;
  private static final int CONSOLE = 8081;
  private static final PrintStream OUT = System.out;

  private SandboxRun() {}

  public static void main(String[] args) throws Exception {
    // The stand-ins begin empty, so the store must too: else the sample is a duplicate and nothing
    // arrives.
    FileSystemUtils.deleteRecursively(DATA);
    Sandbox sandbox = Sandbox.start(isFree(PAGE) ? PAGE : 0, InstantSource.system());
    String password = "sandbox-" + UUID.randomUUID().toString().substring(0, 13);
    SandboxService service = SandboxService.start(sandbox, DATA, withFreePorts(password, args));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  // It logs out there before the stand-ins go.
                  service.close();
                  sandbox.close();
                }));

    OUT.printf("%nPosting %s to %s%n", SAMPLE, service.address());
    HttpResponse<String> answer = service.post(Files.readAllBytes(SAMPLE));
    OUT.printf("The webhook endpoint answered %d %s%n", answer.statusCode(), answer.body());
    awaitArrival(sandbox, service.bean(DeliveryQueries.class));
    OUT.printf("What arrived:%n%s%n", sandbox.account().summary());
    end(sandbox, service, password);
  }

  /** The last lines are what a person needs next. */
  private static void end(Sandbox sandbox, SandboxService service, String password) {
    int port = service.managementPort();
    OUT.println("Edit a file in config/mappings, post again, and look. Stop with Ctrl-C.");
    OUT.println("Post another call (give it another id, else it is a duplicate):");
    OUT.printf(
        "  sed s/480336/480339/ %s | curl -H 'Content-Type: application/json' --data-binary @- %s%n%n",
        SAMPLE, service.address());
    OUT.printf("What arrived, all fields:  %s%n", sandbox.pageUrl());
    OUT.printf("The webhook endpoint:      %s%n", service.address());
    OUT.printf("The console:               http://127.0.0.1:%d/console%n", port);
    OUT.printf("  user admin, password     %s%n", password);
    OUT.printf(
        "Next, in another window:   %sAFTERCALL_DATA=%s bin/aftercall status%n",
        port == CONSOLE ? "" : "AFTERCALL_URL=http://127.0.0.1:" + port + " ", DATA);
    OUT.flush();
  }

  /** The usual ports, or free ones where another service has them. */
  private static String[] withFreePorts(String password, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--aftercall.admin.password=" + password);
    // What arrived is told below; the steps of the call would stand between it and the last lines.
    all.add("--logging.level.aftercall.calls=warn");
    if (!isFree(WEBHOOK)) {
      all.add("--aftercall.webhook.port=0");
    }
    if (!isFree(CONSOLE)) {
      all.add("--server.port=0");
    }
    return all.toArray(String[]::new);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Lead, tasks, mail and posts come on roads of their own; ten seconds is far more than they need.
   */
  private static void awaitArrival(Sandbox sandbox, DeliveryQueries deliveries)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      Map<String, Integer> counts = sandbox.account().counts();
      boolean arrived =
          counts.get("tasks") >= 2 && counts.get("mails") >= 1 && counts.get("posts") >= 2;
      if (arrived && deliveries.find(DeliveryFilter.all()).stream().noneMatch(SandboxRun::isOpen)) {
        // What is logged of the last one stands before the last lines, not among them.
        Thread.sleep(300);
        return;
      }
      Thread.sleep(100);
    }
    OUT.println("Not everything has arrived yet; the console says why.");
  }

  private static boolean isOpen(DeliveryRow delivery) {
    return delivery.state().open();
  }
}
