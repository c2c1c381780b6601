package io.aftercall;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A real HTTP server on loopback that remembers what it was asked and answers as it is told. */
public final class LoopbackServer implements AutoCloseable {
  /** {@code target} is path and query as sent, still encoded. */
  public record Asked(String method, String target, Headers headers, String body) {}

  /** A status below zero drops the connection instead of answering. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer json(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer drop() {
      return new Answer(-1, Map.of(), "");
    }

    public Answer with(String header, String value) {
      Map<String, String> more = new java.util.HashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body);
    }
  }

  private final HttpServer server;
  private final Function<Asked, Answer> answers;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  public LoopbackServer(Function<Asked, Answer> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Asked> asked() {
    return asked;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body);
      asked.add(request);
      Answer answer = answers.apply(request);
      if (answer.status() < 0) {
        return;
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
