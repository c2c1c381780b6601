package io.aftercall.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * One edited mapping, previewed over stored calls: wall time of the command line, from its start to
 * its end, beside a service that has nothing else to do on the same cores. The calls are the
 * shipped samples in turns, each with an id and a person of its own; the service runs dry.
 *
 * <p>Arguments: calls (10000), rounds (3).
 */
public final class PreviewBench {
  private static final int DOOR = 18_081;
  private static final int AT_ONCE = 64;
  private static final String LEAD = "config/mappings/salesforce-lead.yaml";
  private static final List<String> SAMPLES =
      List.of(
          "classic-campaign-completed",
          "classic-no-campaign-completed",
          "classic-segments-completed",
          "classic-campaign-busy");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private PreviewBench() {}

  public static void main(String[] args) throws Exception {
    int calls = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("aftercall-bench");
    try (Child child =
        Child.start(
            "io.aftercall.Aftercall",
            folder.resolve("data"),
            DOOR,
            List.of("-Xmx256m"),
            settings(),
            Console.ENVIRONMENT)) {
      post(calls);
      settle();
      Path edited = edited(folder);
      for (int round = 1; round <= rounds; round++) {
        preview(calls, edited);
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    System.exit(0);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Console.SETTINGS);
    settings.put("aftercall.mode", "dry-run");
    return settings;
  }

  private static Path edited(Path folder) throws IOException {
    Path edited = folder.resolve("edited");
    FileSystemUtils.copyRecursively(Path.of("config"), edited.resolve("config"));
    FileSystemUtils.copyRecursively(Path.of("routes"), edited.resolve("routes"));
    String lead = Files.readString(edited.resolve(LEAD));
    Files.writeString(edited.resolve(LEAD), lead.replace("Rating:", "Rating__c:"));
    return edited;
  }

  private static void post(int calls) throws IOException {
    List<ObjectNode> samples = new ArrayList<>();
    for (String name : SAMPLES) {
      Path file = Path.of("config/samples", name + ".json");
      samples.add((ObjectNode) JSON.readTree(Files.readAllBytes(file)));
    }
    List<CompletableFuture<HttpResponse<Void>>> waiting = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      ObjectNode call = samples.get(i % samples.size());
      String phone = "+49151" + (10_000_000 + i);
      call.put("id", 10_000_000 + i).put("customer_phone", phone);
      if (call.path("lead") instanceof ObjectNode lead) {
        lead.put("phone_number", phone);
      }
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + DOOR + "/webhooks/famulor/" + Child.TOKEN))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(call.toString()))
              .build();
      waiting.add(CLIENT.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
      if (waiting.size() == AT_ONCE || i == calls - 1) {
        for (CompletableFuture<HttpResponse<Void>> one : waiting) {
          if (one.join().statusCode() != 202) {
            throw new IllegalStateException(
                "the webhook endpoint answered " + one.join().statusCode());
          }
        }
        waiting.clear();
      }
    }
  }

  /** Until nothing is to be decided any more; no destination is set up, so nothing is sent. */
  private static void settle() throws Exception {
    while (!Console.get("events?state=received&limit=1").get("events").isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static void preview(int calls, Path edited) throws Exception {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.aftercall.Aftercall",
            "preview",
            "--since",
            "1d",
            "--limit",
            "1",
            "--against",
            edited.toString(),
            "--url",
            Console.ADDRESS.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Console.ENVIRONMENT);
    long begin = System.nanoTime();
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.println(said.strip().replaceAll("(?m)^", "  | "));
    System.out.printf(
        "preview of %,d calls: %.1f s, %,.0f calls/s, exit %d%n",
        calls, seconds, calls / seconds, exit);
  }
}
