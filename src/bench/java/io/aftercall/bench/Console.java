package io.aftercall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** The API and the metrics of a {@link Child} that was started with these settings. */
final class Console {
  static final String API_TOKEN = "bench-api-token";
  static final URI ADDRESS = URI.create("http://127.0.0.1:18082");

  /** To be given to the child, beside its other settings and its environment. */
  static final Map<String, String> SETTINGS = Map.of("server.port", "" + ADDRESS.getPort());

  static final Map<String, String> ENVIRONMENT = Map.of("AFTERCALL_API_TOKEN", API_TOKEN);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Console() {}

  /**
   * @param path below {@code /api/v1/}
   */
  static JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(request("/api/v1/" + path)));
  }

  static JsonNode post(String path, String body) throws IOException, InterruptedException {
    return JSON.readTree(
        send(
            request("/api/v1/" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  /** All samples whose line begins so, added up. */
  static long metric(String start) throws IOException, InterruptedException {
    return send(request("/actuator/prometheus"))
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(ADDRESS.resolve(path))
        .header("Authorization", "Bearer " + API_TOKEN);
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
  }
}
