package io.aftercall.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.TestClock;
import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.WebhookLimits;
import io.aftercall.webhook.WebhookMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those may cost us who have not proved who they are: connections, memory, time. */
class StrangersTest extends WebhookServerStage {
  private static final String ADMISSION =
      """
      time_zone: UTC
      country: DE
      """;
  private static final String BASIC = "Authorization: Basic ZmFtdWxvcjp0ZXN0LXNlY3JldA==\r\n";
  private static final String ANNOUNCED = "Content-Length: 900\r\n\r\n";

  private final List<NewWebhook> stored = Collections.synchronizedList(new ArrayList<>());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Override
  void furnish(CamelContext camel) throws Exception {
    Sources sources =
        Sources.load(
            Workspace.of(
                Map.of(
                    "config/sources/token.yaml",
                    "authentication: [ { token: '${KEY}' } ]\n" + ADMISSION,
                    "config/sources/basic.yaml",
                    "authentication: [ { basic: '${KEY}', user: famulor } ]\n" + ADMISSION,
                    "config/sources/signed.yaml",
                    "authentication: [ { hmac_sha256: '${KEY}' } ]\n" + ADMISSION)),
            name -> "test-secret",
            new ArrayList<>());
    WebhookIntake webhookIntake =
        new WebhookIntake(
            () -> sources,
            this::append,
            new WebhookMetrics(registry),
            new WebhookLimits(1000, 0, List.of()),
            new TestClock());
    camel.addComponent("inbox", new InboxComponent(webhookIntake, null));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            for (String name : List.of("token", "basic", "signed")) {
              from("platform-http:/webhooks/" + name + "?matchOnUriPrefix=true")
                  .to("inbox:" + name);
            }
          }
        });
  }

  private CompletableFuture<AppendReceipt> append(NewWebhook newWebhook) {
    stored.add(newWebhook);
    return CompletableFuture.completedFuture(new AppendReceipt(AppendResult.ACCEPTED, "01J", 1));
  }

  private static String to(String path) {
    return HEAD.replace("/webhooks/x", "/webhooks/" + path);
  }

  /** Not one byte of the body is sent, and the answer is there. */
  @ParameterizedTest
  @ValueSource(strings = {"token", "token/wrong", "token?token=wrong", "basic", "signed", "nobody"})
  void whoProvesNothingIsSentAwayBeforeTheBody(String path) throws Exception {
    open(LONG, LONG, 10);
    try (Socket socket = connect()) {
      send(socket, to(path) + ANNOUNCED);
      assertThat(head(socket))
          .startsWith(path.equals("nobody") ? "HTTP/1.1 404" : "HTTP/1.1 401")
          .containsIgnoringCase("connection: close");
    }
    assertThat(door().unauthenticatedBytes()).isZero();
    assertThat(stored).isEmpty();
  }

  @Test
  void aRefusalBeforeTheBodyIsCounted() throws Exception {
    open(LONG, LONG, 10);
    try (Socket socket = connect()) {
      send(socket, to("token/wrong") + ANNOUNCED);
      head(socket);
    }
    assertThat(
            registry
                .get("aftercall.webhooks")
                .tags("source", "token", "result", "401", "reason", "authentication")
                .counter()
                .count())
        .isEqualTo(1);
  }

  /** Three of 900 bytes fit into the 3,000 of the budget, a fourth does not. */
  @Test
  void whoProvesItByTheHeadIsNotCounted() throws Exception {
    open(LONG, LONG, 20);
    List<Socket> large = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        Socket socket = connect();
        large.add(socket);
        send(socket, (i % 2 == 0 ? to("token/test-secret") : to("basic") + BASIC) + ANNOUNCED);
        send(socket, "x".repeat(899));
      }
      assertThat(door().unauthenticatedBytes()).isZero();
      for (Socket socket : large) {
        send(socket, "x");
        assertThat(head(socket)).startsWith("HTTP/1.1 202");
      }
    } finally {
      closeAll(large);
    }
    assertThat(stored).hasSize(5);
  }

  @Test
  void beyondTheBudgetTheLargestGoesAndASmallOneStays() throws Exception {
    open(LONG, LONG, 20);
    List<Socket> large = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Socket socket = connect();
        large.add(socket);
        send(socket, to("signed") + "X-Famulor-Signature: 00\r\n" + ANNOUNCED);
        send(socket, "x".repeat(890));
      }
      awaitHeld(2670);
      try (Socket honest = connect()) {
        send(honest, to("signed") + "X-Famulor-Signature: 00\r\nContent-Length: 400\r\n\r\n");
        send(honest, "x".repeat(399));
        // One of the large ones had to go; which one is not said.
        awaitHeld(2 * 890 + 399);
        send(honest, "x");
        assertThat(head(honest)).startsWith("HTTP/1.1 401");
      }
      long busy = 0;
      for (Socket socket : large) {
        if (socket.getInputStream().available() > 0) {
          String answer = head(socket);
          assertThat(answer).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 5");
          busy++;
        }
      }
      assertThat(busy).isEqualTo(1);
    } finally {
      closeAll(large);
    }
    awaitHeld(0);
  }

  @Test
  void whoKeepsConnectionsOpenLosesTheOldestAndWhoPostsGetsIn() throws Exception {
    open(LONG, LONG, 5);
    List<Socket> idle = new ArrayList<>();
    try (Socket known = connect()) {
      send(known, to("token/test-secret") + "Content-Length: 2\r\n\r\n{}");
      assertThat(head(known)).startsWith("HTTP/1.1 202");
      for (int i = 0; i < 12; i++) {
        idle.add(connect());
      }
      for (int i = 0; i < 8; i++) {
        assertThat(idle.get(i).getInputStream().read()).as("the oldest").isEqualTo(-1);
      }
      assertThat(door().isFull()).isTrue();
      awaitConnections(5);
      try (Socket honest = connect()) {
        assertThat(ask(honest)).startsWith("HTTP/1.1 200");
      }
      send(known, to("token/test-secret") + "Content-Length: 2\r\n\r\n{}");
      assertThat(head(known)).as("what brought a webhook stays").startsWith("HTTP/1.1 202");
    } finally {
      closeAll(idle);
    }
  }

  @Test
  void aContinueIsOnlySaidToWhomWeListen() throws Exception {
    open(LONG, LONG, 10);
    String expect = "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    try (Socket socket = connect()) {
      send(socket, to("token/test-secret") + expect);
      assertThat(head(socket)).startsWith("HTTP/1.1 100");
      send(socket, "{}");
      assertThat(head(socket)).startsWith("HTTP/1.1 202");
    }
    try (Socket socket = connect()) {
      send(socket, to("token/wrong") + expect);
      assertThat(head(socket)).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void theBodyIsKeptByteForByte() throws Exception {
    open(LONG, LONG, 10);
    String body = "{\"a\":\"" + "\u00e4".repeat(300) + "\"}";
    String chunks = "a\r\n" + body.substring(0, 10) + "\r\n";
    chunks += Integer.toHexString(body.length() - 10) + "\r\n" + body.substring(10) + "\r\n";
    String head = to("token/test-secret") + "Transfer-Encoding: chunked\r\n\r\n";

    assertThat(answer(head + chunks + "0\r\n\r\n")).startsWith("HTTP/1.1 202");
    assertThat(stored)
        .singleElement()
        .satisfies(one -> assertThat(one.body()).isEqualTo(body.getBytes(ISO_8859_1)));
  }

  private void awaitConnections(int number) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (door().connections() != number) {
      assertThat(System.nanoTime()).as("open " + door().connections()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private void awaitHeld(long bytes) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (door().unauthenticatedBytes() != bytes) {
      assertThat(System.nanoTime()).as("held " + door().unauthenticatedBytes()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
