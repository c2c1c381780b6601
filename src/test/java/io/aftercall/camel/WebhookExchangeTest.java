package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receive routes are exchanged while senders are at the webhook endpoint. */
class WebhookExchangeTest extends WebhookServerStage {
  private CamelContext camel;

  @Override
  void furnish(CamelContext context) throws Exception {
    camel = context;
    hang("old");
  }

  private void hang(String answer) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("platform-http:/webhooks/edited").routeId("edited").setBody(constant(answer));
          }
        });
  }

  private static String request() {
    return "POST /webhooks/edited HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
  }

  /** It must not be shown to the router before: a router looks only at what hangs there then. */
  @Test
  void whoComesMeanwhileFindsTheNewRoute() throws Exception {
    open(Duration.ofSeconds(5), Duration.ofSeconds(5), 10);
    assertThat(answer(request())).startsWith("HTTP/1.1 200").endsWith("old");

    door().pause();
    camel.getRouteController().stopRoute("edited");
    camel.removeRoute("edited");
    try (Socket waiting = connect();
        Socket hasGone = connect()) {
      send(waiting, request());
      send(hasGone, request());
      hasGone.close();
      Socket late = connect();
      send(late, request());
      hang("new");
      door().resume();
      assertThat(head(waiting)).startsWith("HTTP/1.1 200");
      assertThat(head(late)).startsWith("HTTP/1.1 200");
      late.close();
    }
    assertThat(answer(request())).startsWith("HTTP/1.1 200").endsWith("new");
    long begin = System.nanoTime();
    door().pause();
    door().resume();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("nobody is counted as inside any more")
        .isLessThan(Duration.ofSeconds(1));
  }

  /** Vert.x refuses such addresses before any of our routes is asked. */
  @ParameterizedTest
  @ValueSource(strings = {"POST nowhere", "OPTIONS *", "POST /../..", "GET http://x"})
  void whatNoRouteTakesIsNotWaitedFor(String line) throws Exception {
    open(Duration.ofSeconds(5), Duration.ofSeconds(5), 10);
    for (int i = 0; i < 3; i++) {
      answer(line + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    long begin = System.nanoTime();
    door().pause();
    door().resume();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("nobody is counted as inside")
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void whoHasPassedIsAnsweredBeforeTheExchange() throws Exception {
    open(Duration.ofSeconds(5), Duration.ofSeconds(5), 10);
    try (Socket inside = connect()) {
      send(inside, request().replace("edited", "slow"));
      while (camel.getInflightRepository().size() == 0) {
        Thread.onSpinWait();
      }
      Thread exchange = new Thread(this::hold);
      exchange.start();
      exchange.join(200);
      assertThat(exchange.isAlive()).as("waits for the answer").isTrue();
      release.countDown();
      assertThat(head(inside)).startsWith("HTTP/1.1 200");
      exchange.join(1_000);
      assertThat(exchange.isAlive()).isFalse();
      door().resume();
    }
  }

  private void hold() {
    try {
      door().pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
