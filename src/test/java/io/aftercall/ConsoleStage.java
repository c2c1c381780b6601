package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/** The shared service, asked on its management port. */
abstract class ConsoleStage extends SandboxStage {
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  static URI at(String path) {
    return URI.create("http://127.0.0.1:" + service.managementPort() + path);
  }

  static HttpRequest.Builder api(String path) throws IOException {
    String token = Files.readString(DATA.resolve("api-token")).strip();
    return HttpRequest.newBuilder(at("/api/v1" + path)).header("Authorization", "Bearer " + token);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return Answers.keep(CLIENT.send(request.build(), BodyHandlers.ofString()));
  }

  static JsonNode get(String path) throws Exception {
    return JSON.readTree(send(api(path)).body());
  }

  static HttpResponse<String> order(String path, String body) throws Exception {
    return send(
        api(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** A call of a person of its own that the HTTP system refuses, until it is told to be kind. */
  static void refuse(String callId) throws Exception {
    sandbox
        .http()
        .answering(
            "/crm",
            ask ->
                ask.text().contains(callId)
                    ? Answer.text(400, "no such customer")
                    : Answer.text(200, "ok"));
    String body =
        sample("classic-no-campaign-completed")
            .replace("480337", callId)
            .replaceAll("\\+491\\d{9,}", "+49151555" + callId.substring(1));
    service.post(body.getBytes(UTF_8));
    await(callId, DeliveryState.REJECTED);
  }

  static void kind() {
    sandbox.http().answering("/crm", ask -> Answer.text(200, "ok"));
  }

  /** Until the call's delivery to the HTTP system stands there. */
  static DeliveryRow await(String callId, DeliveryState state) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (DeliveryRow row : rows(callId)) {
        if (row.destination().equals("crm-http") && row.state() == state) {
          return row;
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("crm-http of call " + callId + " did not become " + state);
  }
}
