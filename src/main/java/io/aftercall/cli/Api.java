package io.aftercall.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Option;

/** The running service, by its API. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the API adds to a problem when a name in a filter is not known. */
  private static final String UNKNOWN_NAME = "unknown-name";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the service's console is (AFTERCALL_URL; else server.address and server.port of this"
              + " folder's settings).")
  private String url;

  private Environment settings;

  JsonNode get(Cli.CliContext cliContext, String path) {
    return send(cliContext, request(cliContext, path).GET().build());
  }

  JsonNode post(Cli.CliContext cliContext, String path, Map<String, ?> body) {
    try {
      HttpRequest.BodyPublisher json =
          HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
      return send(
          cliContext,
          request(cliContext, path).header("Content-Type", "application/json").POST(json).build());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for what was asked beside; fails as asking at once does. */
  static JsonNode answer(CompletableFuture<JsonNode> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CliException cliException) {
        throw cliException;
      }
      throw e;
    }
  }

  JsonNode delete(Cli.CliContext cliContext, String path) {
    return send(cliContext, request(cliContext, path).DELETE().build());
  }

  private HttpRequest.Builder request(Cli.CliContext cliContext, String path) {
    try {
      return HttpRequest.newBuilder(URI.create(address(cliContext) + "/api/v1" + path))
          .timeout(Duration.ofMinutes(5))
          .header("Authorization", "Bearer " + token(cliContext));
    } catch (IllegalArgumentException e) {
      throw new CliException(
          Exit.USAGE, "'" + address(cliContext) + "' is no address of a service");
    }
  }

  private JsonNode send(Cli.CliContext cliContext, HttpRequest request) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return JSON.readTree(answer.body());
      }
      throw new CliException(exit(answer), sentence(answer, address(cliContext)));
    } catch (IOException e) {
      throw new CliException(
          Exit.UNAVAILABLE,
          "The service does not answer at "
              + address(cliContext)
              + "; is it running? Another address: --url or AFTERCALL_URL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(Exit.TRY_AGAIN, "interrupted");
    }
  }

  private static int exit(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 404 || UNKNOWN_NAME.equals(field(answer, "code"))) {
      return Exit.NO_SUCH_NAME;
    }
    if (status == 400 || status == 403) {
      return Exit.USAGE;
    }
    if (status == 409) {
      return Exit.CONFIGURATION;
    }
    return status == 503 || status == 429 ? Exit.TRY_AGAIN : Exit.UNAVAILABLE;
  }

  private static String sentence(HttpResponse<String> answer, String address) {
    if (answer.statusCode() == 401) {
      return "The service at "
          + address
          + " does not accept the token. Set AFTERCALL_API_TOKEN as for the service, or run this"
          + " where its data folder is (AFTERCALL_DATA)";
    }
    String detail = field(answer, "detail");
    return detail.isEmpty()
        ? "What is at " + address + " answered " + answer.statusCode() + "; is it Aftercall?"
        : detail;
  }

  /** Of a problem; empty when the answer is none of ours. */
  private static String field(HttpResponse<String> answer, String name) {
    try {
      return JSON.readTree(answer.body()).path(name).asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** Where the console is: as said, else as the service itself is told by this folder. */
  String address(Cli.CliContext cliContext) {
    String set = url == null ? cliContext.environment().apply("AFTERCALL_URL") : url;
    return set == null || set.isBlank()
        ? ServiceAddress.console(settings(cliContext))
        : set.strip().replaceFirst("/+$", "");
  }

  private synchronized Environment settings(Cli.CliContext cliContext) {
    if (settings == null) {
      settings = ServiceAddress.settings(cliContext);
    }
    return settings;
  }

  /** Of the environment; only where it says nothing are the settings read, which takes longer. */
  private String said(Cli.CliContext cliContext, String variable, String setting) {
    String set = cliContext.environment().apply(variable);
    return set == null || set.isBlank() ? settings(cliContext).getProperty(setting) : set;
  }

  private String token(Cli.CliContext cliContext) {
    String set = said(cliContext, "AFTERCALL_API_TOKEN", "aftercall.api.token");
    if (set != null && !set.isBlank()) {
      return set.strip();
    }
    String data = said(cliContext, "AFTERCALL_DATA", "aftercall.data");
    Path file = Path.of(data == null || data.isBlank() ? "data" : data, "api-token");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CliException(
          Exit.UNAVAILABLE,
          "There is no token to talk to the service at "
              + address(cliContext)
              + " with: set AFTERCALL_API_TOKEN, or run this in"
              + " the folder of the service (it keeps one in "
              + file
              + ")");
    }
  }
}
