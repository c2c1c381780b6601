package aftercall.sandbox;

import aftercall.Service;
import aftercall.route.CamelSide;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * {@code mvn spring-boot:test-run}: the product on stand-ins for Salesforce, the mail server and an
 * HTTP system. Posts the sample call through the real door and prints what reached whom; then
 * serves until stopped.
 */
public final class SandboxRun {
  private static final Path SAMPLE = Path.of("config/samples/classic-campaign-completed.json");
  private static final Path DATA = Path.of("target/sandbox");
  private static final int PAGE = 8082;
  private static final PrintStream OUT = System.out;

  private SandboxRun() {}

  public static void main(String[] args) throws Exception {
    // The stand-ins begin empty, so the store must too: else the sample is a duplicate and nothing
    // arrives.
    FileSystemUtils.deleteRecursively(DATA);
    Files.createDirectories(DATA);
    Sandbox sandbox = Sandbox.start(PAGE, InstantSource.system());
    SpringApplication application = new SpringApplication(Service.class);
    application.addInitializers(context -> pointAt(sandbox, context.getEnvironment()));
    ConfigurableApplicationContext service = application.run(args);
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));

    int door = service.getBean(CamelSide.class).doorPort();
    String address = "http://127.0.0.1:" + door + "/webhooks/famulor/sandbox-token";
    OUT.printf("%nPosting %s to %s%n", SAMPLE, address);
    HttpResponse<String> answer = post(address, Files.readString(SAMPLE));
    OUT.printf("The door answered %d %s%n%n", answer.statusCode(), answer.body());
    awaitArrival(sandbox);
    OUT.println(sandbox.account());
    OUT.printf("What arrived, as a page:  %s%n", sandbox.pageUrl());
    OUT.printf(
        "The console:              http://127.0.0.1:%s/console%n",
        service.getEnvironment().getProperty("local.server.port"));
    OUT.printf(
        "%nPost another call:%n  curl -H 'Content-Type: application/json' --data-binary @%s %s%n",
        SAMPLE, address);
    OUT.println(
        "Edit a file in config/mappings, change the call's id, post it again, and look. Stop with Ctrl-C.");
  }

  /** As if the environment variables of a real installation were set. */
  private static void pointAt(Sandbox sandbox, ConfigurableEnvironment environment) {
    Map<String, Object> variables = new HashMap<>(sandbox.environment());
    variables.put("AFTERCALL_STORE_URL", "jdbc:sqlite:" + DATA.resolve("aftercall.db"));
    variables.put("AFTERCALL_DATA", DATA.toString());
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("sandbox-systemEnvironment", variables));
  }

  private static HttpResponse<String> post(String address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  /**
   * The lead, its tasks, the mail and the posts come on roads of their own; ten seconds is far more
   * than they need.
   */
  private static void awaitArrival(Sandbox sandbox) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      Map<String, Integer> counts = sandbox.account().counts();
      if (counts.get("tasks") >= 2 && counts.get("mails") >= 1 && counts.get("posts") >= 2) {
        return;
      }
      Thread.sleep(100);
    }
    OUT.println("Not everything has arrived yet; the console says why.");
  }
}
