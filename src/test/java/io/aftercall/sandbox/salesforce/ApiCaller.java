package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Calls the stand-in as any client would, with the JDK's own HTTP. */
final class ApiCaller {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private String token = "";
  private List<String> headers = List.of();

  record Reply(int status, HttpHeaders headers, JsonNode json) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Of the first error of a failed request. */
    String errorCode() {
      return json.path(0).path("errorCode").asText();
    }

    String message() {
      return json.path(0).path("message").asText();
    }
  }

  ApiCaller(String url) {
    this.url = url;
  }

  static ApiCaller loggedIn(SalesforceStandIn salesforce) throws IOException {
    ApiCaller caller = new ApiCaller(salesforce.url());
    caller.login(
        "grant_type=client_credentials&client_id="
            + salesforce.account().clientId()
            + "&client_secret="
            + salesforce.account().clientSecret());
    return caller;
  }

  /** Sends these headers with every call from now on: name, value, name, value. */
  ApiCaller with(String... namesAndValues) {
    headers = List.of(namesAndValues);
    return this;
  }

  Reply login(String form) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/services/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    Reply reply = send(request);
    token = reply.json().path("access_token").asText();
    return reply;
  }

  /** A call of version 62 with the token of the last login. */
  Reply call(String method, String path, String body) throws IOException {
    return absolute(method, "/services/data/v62.0" + path, body);
  }

  Reply get(String path) throws IOException {
    return call("GET", path, "");
  }

  Reply absolute(String method, String path, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body));
    return send(request);
  }

  private Reply send(HttpRequest.Builder request) throws IOException {
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Reply(
          response.statusCode(),
          response.headers(),
          Json.readAny(json ? response.body() : new byte[0]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
