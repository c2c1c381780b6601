package io.aftercall.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.aftercall.webhook.server.WebhookServer;
import io.aftercall.webhook.server.WebhookServerSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.springframework.util.unit.DataSize;

/** The HTTP server alone, with a route that answers, one that waits and one that fails. */
abstract class WebhookServerStage {
  static final Duration LONG = Duration.ofHours(1);
  static final Duration SHORT = Duration.ofMillis(300);
  static final int PATIENCE_MILLIS = 20_000;
  static final String HEAD =
      "POST /webhooks/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  static final String GOOD = HEAD + "Content-Length: 2\r\n\r\n{}";

  private final DefaultCamelContext camel = new DefaultCamelContext();
  final ConcurrentLinkedQueue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();
  final CountDownLatch release = new CountDownLatch(1);
  private WebhookServer webhookServer;

  @AfterEach
  void close() {
    release.countDown();
    camel.stop();
  }

  void open(Duration idle, Duration wholeRequest, int connections) throws Exception {
    WebhookServerSettings settings =
        new WebhookServerSettings(
            0,
            "127.0.0.1",
            DataSize.ofBytes(1000),
            DataSize.ofBytes(3000),
            4,
            connections,
            idle,
            wholeRequest,
            0,
            List.of());
    webhookServer = WebhookServer.open(camel, settings);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("platform-http:/webhooks/x").process(e -> look(e)).setBody(constant("ok"));
            from("platform-http:/webhooks/slow")
                .process(e -> release.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .setBody(constant("ok"));
            from("platform-http:/webhooks/broken").throwException(new IOException("telltale"));
          }
        });
    furnish(camel);
    camel.start();
    webhookServer.ready(true);
  }

  WebhookServer door() {
    return webhookServer;
  }

  /** What else a test wants behind the webhook endpoint. */
  void furnish(CamelContext camel) throws Exception {}

  private void look(Exchange exchange) {
    seen.add(new TreeMap<>(exchange.getMessage().getHeaders()));
    exchange.getMessage().removeHeaders("*");
  }

  Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", webhookServer.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  static String ask(Socket socket) throws IOException {
    send(socket, GOOD);
    return head(socket);
  }

  /** One answer whose connection stays open. */
  static String head(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    socket.getInputStream().skip(socket.getInputStream().available());
    return text.toString();
  }

  /** A whole answer; the connection is closed after it. */
  String answer(String request) throws IOException {
    return untilClosed(request.replace("Host: x", "Host: x\r\nConnection: close"));
  }

  /** All that is said until the endpoint closes the connection by itself. */
  String untilClosed(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      StringBuilder text = new StringBuilder();
      int next = socket.getInputStream().read();
      while (next >= 0) {
        text.append((char) next);
        next = socket.getInputStream().read();
      }
      return text.toString();
    }
  }
}
