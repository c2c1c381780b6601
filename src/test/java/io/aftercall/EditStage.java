package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Workspace;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.SandboxService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** The whole product on files of its own, which tests may edit. */
abstract class EditStage {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final String DECIDE = "routes/decide/post-call.camel.yaml";
  static final String RECEIVE = "routes/receive/famulor.camel.yaml";
  static final String LEAD = "config/mappings/salesforce-lead.yaml";
  static final AtomicInteger NEXT_ID = new AtomicInteger(900_000);

  static final Path home = home();
  static final Sandbox sandbox = Sandbox.start();
  static final SandboxService service = start();

  private static Path home() {
    Path home = SandboxStage.DATA.resolveSibling(ProcessHandle.current().pid() + "-edited");
    try {
      for (String folder : new String[] {"config", "routes"}) {
        FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return home;
  }

  /** One service for all tests that edit; it ends with the tests. */
  private static SandboxService start() {
    SandboxService started =
        SandboxService.start(
            sandbox,
            home.resolve("data"),
            "--server.port=0",
            "--aftercall.webhook.port=0",
            // What is tried out here is how an edit is taken, not what the rules come to.
            "--aftercall.reload.tests=warn",
            "--aftercall.home=" + home);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  started.close();
                  sandbox.close();
                }));
    return started;
  }

  static String call() {
    int id = NEXT_ID.incrementAndGet();
    assertThat(service.post(body(id)).statusCode()).isEqualTo(202);
    return String.valueOf(id);
  }

  static byte[] body(int id) {
    try {
      return Files.readString(Path.of("config/samples/classic-campaign-completed.json"))
          .replace("480336", String.valueOf(id))
          .replace("\"customer_interested\": true", "\"customer_interested\": false")
          .replace("5123456789", "5200" + id)
          .getBytes(UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The destinations of a call, once nothing of it is open any more. */
  static Set<String> reached(String id) throws InterruptedException {
    DeliveryQueries list = service.bean(DeliveryQueries.class);
    DeliveryFilter ofCall = DeliveryFilter.all().ofCall(id);
    JourneyBook.of(service, id).awaitRouted(PATIENCE);
    await(() -> list.find(ofCall).stream().noneMatch(row -> row.state().open()));
    return list.find(ofCall).stream().map(DeliveryRow::destination).collect(Collectors.toSet());
  }

  /** Saves a file that is right and waits until it is in force. */
  static void edit(String file, String text) throws Exception {
    write(file, text);
    // By its own hash: an earlier edit that is taken late is another version.
    String wanted = Workspace.read(home).hash();
    await(() -> version().equals(wanted));
    awaitTwoLooks();
  }

  /** A change counts when two looks agree; this waits until there was time for both. */
  static void awaitTwoLooks() throws InterruptedException {
    Thread.sleep(500);
  }

  static String version() {
    return service.bean(ActiveConfig.class).get().hash();
  }

  static String read(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  static void write(String file, String text) throws IOException {
    Files.writeString(home.resolve(file), text);
  }

  static void await(BooleanSupplier met) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
