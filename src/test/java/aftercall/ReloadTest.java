package aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRow;
import aftercall.route.InForce;
import aftercall.sandbox.Sandbox;
import aftercall.sandbox.SandboxService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Files are edited while the service runs, as people edit them. */
class ReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";
  private static final String RECEIVE = "routes/receive/famulor.camel.yaml";
  private static final AtomicInteger NEXT_ID = new AtomicInteger(900_000);

  @TempDir static Path home;
  private static Sandbox sandbox;
  private static SandboxService service;

  @BeforeAll
  static void start() throws IOException {
    for (String folder : new String[] {"config", "routes"}) {
      FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
    }
    sandbox = Sandbox.start();
    service =
        SandboxService.start(
            sandbox,
            home.resolve("data"),
            "--server.port=0",
            "--aftercall.door.port=0",
            "--aftercall.home=" + home);
  }

  @AfterAll
  static void stop() {
    service.close();
    sandbox.close();
  }

  @Test
  void aDestinationOfItsOwnIsAddedAndTakenAwayAgain() throws Exception {
    String support = read("routes/deliver/crm-http.camel.yaml").replace("crm-http", "support-desk");
    String before = read(DECIDE);
    write("config/mappings/support-desk.yaml", read("config/mappings/crm-http.yaml"));
    write(
        "routes/deliver/support-desk.camel.yaml",
        support.replace("aftercall.support-desk.", "aftercall.crm-http."));
    edit(DECIDE, before.replace("- to: outbox:crm-http", "- to: outbox:support-desk"));

    assertThat(reached(call())).contains("support-desk").doesNotContain("crm-http");

    Files.delete(home.resolve("routes/deliver/support-desk.camel.yaml"));
    Files.delete(home.resolve("config/mappings/support-desk.yaml"));
    edit(DECIDE, before);
    assertThat(reached(call())).contains("crm-http").doesNotContain("support-desk");
  }

  @Test
  void aMistakeChangesNothingWhereverItIs() throws Exception {
    String version = version();
    for (String file :
        new String[] {
          DECIDE, RECEIVE, "routes/deliver/call-log.camel.yaml", "config/mappings/call-log.yaml"
        }) {
      String good = read(file);
      String bad =
          file.startsWith("routes")
              ? good.replace("uri:", "ury:")
              : good.replace("fields:", "feelds:");
      write(file, bad);
      awaitTwoLooks();

      assertThat(version()).as(file).isEqualTo(version);
      write(file, good);
    }
    awaitTwoLooks();
    assertThat(version()).isEqualTo(version);
    assertThat(reached(call())).contains("call-log", "crm-http");
  }

  @Test
  void aKameletIsPartOfTheRoutesThatUseIt() throws Exception {
    String file = "routes/kamelets/post-json.kamelet.yaml";
    String good = read(file);
    String to = "              uri: http:{{url}}";
    assertThat(good).contains(to.strip());
    edit(file, good.replace("method: envelope", "method: envelope(*)"));

    String id = call();
    assertThat(reached(id)).contains("crm-http");
    assertThat(sandbox.http().posts("/crm")).anyMatch(post -> post.body().contains(id));
    edit(file, good);
  }

  @Test
  void nobodyAtTheDoorNoticesAnyOfIt() throws Exception {
    Map<String, String> good = new TreeMap<>();
    for (String file : new String[] {DECIDE, RECEIVE, "config/mappings/salesforce-lead.yaml"}) {
      good.put(file, read(file));
    }
    Random random = new Random(7);
    AtomicBoolean editing = new AtomicBoolean(true);
    Map<Integer, Integer> answers = new TreeMap<>();
    Thread sender = new Thread(() -> sendWhile(editing, answers));
    sender.start();
    assertThat(reached(call())).contains("call-log");
    edit(DECIDE, good.get(DECIDE) + "\n# the first edit starts what is needed from then on\n");
    Map<String, Long> threads = threads();
    for (int i = 0; i < 8; i++) {
      String file = good.keySet().stream().toList().get(random.nextInt(good.size()));
      if (random.nextInt(3) == 0) {
        write(file, good.get(file).substring(0, good.get(file).length() / 2));
        awaitTwoLooks();
        write(file, good.get(file));
      } else {
        edit(file, good.get(file) + "\n# edit " + i + "\n");
      }
    }
    editing.set(false);
    sender.join();

    assertThat(answers.keySet()).containsExactly(202);
    assertThat(answers.get(202)).isGreaterThan(20);
    assertThat(threads().values().stream().mapToLong(n -> n).sum())
        .as("before %s, now %s", threads, threads())
        .isLessThan(threads.values().stream().mapToLong(n -> n).sum() + 10);
    for (Map.Entry<String, String> file : good.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    awaitTwoLooks();
    assertThat(reached(call())).contains("call-log");
  }

  /** By kind; the pool of the door's workers fills up by itself. */
  private static Map<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName().replaceAll("[0-9a-f@]{4,}|\\d+", "#"))
        .filter(name -> !name.startsWith("vert.x-worker"))
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  private static void sendWhile(AtomicBoolean on, Map<Integer, Integer> answers) {
    while (on.get()) {
      HttpResponse<String> answer = service.post(body(NEXT_ID.incrementAndGet()));
      answers.merge(answer.statusCode(), 1, Integer::sum);
    }
  }

  private static String call() {
    int id = NEXT_ID.incrementAndGet();
    assertThat(service.post(body(id)).statusCode()).isEqualTo(202);
    return String.valueOf(id);
  }

  private static byte[] body(int id) {
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
  private static Set<String> reached(String id) throws InterruptedException {
    DeliveryList list = service.bean(DeliveryList.class);
    DeliveryFilter ofCall = DeliveryFilter.all().ofCall(id);
    Story.of(service, id).awaitRouted(PATIENCE);
    await(() -> list.find(ofCall).stream().noneMatch(row -> row.state().open()));
    return list.find(ofCall).stream().map(DeliveryRow::destination).collect(Collectors.toSet());
  }

  /** Saves a file that is right and waits until it is in force. */
  private static void edit(String file, String text) throws Exception {
    String before = version();
    write(file, text);
    await(() -> !version().equals(before));
    awaitTwoLooks();
  }

  /** A change counts when two looks agree; this waits until there was time for both. */
  private static void awaitTwoLooks() throws InterruptedException {
    Thread.sleep(500);
  }

  private static String version() {
    return service.bean(InForce.class).get().hash();
  }

  private static String read(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  private static void write(String file, String text) throws IOException {
    Files.writeString(home.resolve(file), text);
  }

  private static void await(BooleanSupplier met) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
