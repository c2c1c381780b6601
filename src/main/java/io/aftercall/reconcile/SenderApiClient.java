package io.aftercall.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.SenderApi;
import io.aftercall.tls.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The calls of one platform, by its API ({@code GET /user/calls}). Redirects are not followed, for
 * the token would go along; no answer is quoted.
 */
final class SenderApiClient {
  static final int PAGE = 100;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final SenderApi senderApi;
  private final RequestBudget requestBudget;
  private final Duration patience;
  private final HttpClient client;

  /**
   * @param calls as the platform wrote them
   * @param last whether no page comes after this one
   */
  record Page(List<ObjectNode> calls, boolean last) {}

  /**
   * @param patience for one answer
   */
  SenderApiClient(SenderApi senderApi, InstantSource clock, Duration patience) {
    this.senderApi = senderApi;
    this.patience = patience;
    requestBudget = new RequestBudget(senderApi.perMinute(), clock);
    client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  SenderApi platform() {
    return senderApi;
  }

  /**
   * One page of the list, the newest calls first.
   *
   * @param from first day
   * @param page from 1
   */
  Page list(LocalDate from, int page) throws SenderApiException {
    JsonNode answer =
        get("/user/calls?date_from=" + from + "&per_page=" + PAGE + "&page=" + page, patience)
            .orElseThrow(() -> noApi(404));
    if (!answer.path("data").isArray()) {
      throw noApi(200);
    }
    List<ObjectNode> calls = new ArrayList<>();
    answer
        .path("data")
        .forEach(
            call -> {
              if (call instanceof ObjectNode object) {
                calls.add(object);
              }
            });
    boolean more =
        answer.path("next_page_url").isTextual() || answer.path("last_page").asInt(page) > page;
    return new Page(calls, calls.isEmpty() || !more);
  }

  /** What the platform holds of a call; empty when it knows none with this id. */
  Optional<ObjectNode> call(String id) throws SenderApiException {
    return call(id, patience);
  }

  /**
   * @param patience for this answer
   */
  Optional<ObjectNode> call(String id, Duration patience) throws SenderApiException {
    String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    JsonNode answer = get("/user/calls/" + segment, patience).orElse(null);
    if (answer == null) {
      return Optional.empty();
    }
    JsonNode call = answer.has("id") ? answer : answer.path("data");
    if (!(call instanceof ObjectNode object)) {
      throw noApi(200);
    }
    // Our own answers to its webhooks: no part of the call.
    object.remove("webhook_response");
    return Optional.of(object);
  }

  private Optional<JsonNode> get(String path, Duration patience) throws SenderApiException {
    String missing = senderApi.missing().orElse(null);
    if (missing != null) {
      throw SenderApiException.of(SenderApiException.Kind.UNSET, missing);
    }
    Duration wait = requestBudget.take();
    if (!wait.isZero()) {
      throw SenderApiException.busy(wait);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(senderApi.url() + path))
            .timeout(patience)
            .header("Authorization", senderApi.token().bearer().orElseThrow())
            .header("Accept", "application/json")
            .build();
    SenderAnswer answer = whole(request, patience);
    try {
      return read(answer);
    } catch (JsonProcessingException e) {
      throw noApi(200);
    } catch (IOException e) {
      throw SenderApiException.of(
          SenderApiException.Kind.AWAY, "the platform's answer cannot be read: " + e.getMessage());
    }
  }

  /** Within the time, body and all: the request's own timeout ends with the head of the answer. */
  private SenderAnswer whole(HttpRequest request, Duration patience) throws SenderApiException {
    AtomicReference<HttpResponse<InputStream>> open = new AtomicReference<>();
    CompletableFuture<SenderAnswer> whole =
        client
            .sendAsync(request, BodyHandlers.ofInputStream())
            .thenApplyAsync(
                answer -> {
                  open.set(answer);
                  return SenderAnswer.read(answer);
                });
    try {
      return whole.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      abortConnection(whole, open.get());
      Optional<String> tls = TlsTrust.explain(e);
      if (tls.isPresent()) {
        throw SenderApiException.of(
            SenderApiException.Kind.AWAY,
            "no trusted TLS connection to %s: %s".formatted(senderApi.url(), tls.get()));
      }
      if (open.get() == null) {
        throw away();
      }
      String trouble = "it did not end within " + patience.toSeconds() + " s";
      return new SenderAnswer(open.get(), new byte[0], trouble);
    } catch (InterruptedException e) {
      abortConnection(whole, open.get());
      Thread.currentThread().interrupt();
      throw SenderApiException.of(SenderApiException.Kind.AWAY, "interrupted");
    }
  }

  /** Whoever still reads is freed by that. */
  private static void abortConnection(CompletableFuture<?> whole, HttpResponse<InputStream> open) {
    whole.cancel(true);
    if (open != null) {
      try {
        open.body().close();
      } catch (IOException e) {
        // It is closed then.
      }
    }
  }

  private SenderApiException away() {
    return SenderApiException.of(
        SenderApiException.Kind.AWAY, "the platform does not answer at " + senderApi.url());
  }

  private Optional<JsonNode> read(SenderAnswer answer) throws SenderApiException, IOException {
    int status = answer.status();
    if (status == 200) {
      return Optional.of(JSON.readTree(answer.text()));
    }
    if (status == 404) {
      return Optional.empty();
    }
    if (status == 429) {
      Duration wait = wait(answer);
      requestBudget.close(wait);
      throw SenderApiException.busy(wait);
    }
    if (status == 401 || status == 403) {
      throw SenderApiException.of(
          SenderApiException.Kind.REFUSED,
          "the platform answers %d: it does not accept the key in %s"
              .formatted(status, senderApi.token().variable()));
    }
    if (status >= 500) {
      throw SenderApiException.of(
          SenderApiException.Kind.AWAY,
          "the platform answers %d; try again later".formatted(status));
    }
    throw noApi(status);
  }

  private SenderApiException noApi(int status) {
    return SenderApiException.of(
        SenderApiException.Kind.REFUSED,
        "what answers %d at %s is not the platform's API; look at platform: url: in the source's file"
            .formatted(status, senderApi.url()));
  }

  /** The header, or {@code retry_after} in the body, both in seconds. */
  private static Duration wait(SenderAnswer answer) {
    long seconds = answer.header("Retry-After").map(SenderApiClient::seconds).orElse(0L);
    if (seconds == 0) {
      try {
        seconds = JSON.readTree(answer.text()).path("retry_after").asLong();
      } catch (IOException e) {
        // Nobody says how long.
      }
    }
    Duration wait = Duration.ofSeconds(seconds <= 0 ? 10 : seconds);
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static long seconds(String text) {
    return text.matches("\\d{1,6}") ? Long.parseLong(text) : 0;
  }
}
