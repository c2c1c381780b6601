package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Senders that take too long, and too many of them. */
class SlowSenderTest extends WebhookServerStage {
  @Test
  void whoBringsNoWholeHeadInTimeIsClosed() throws Exception {
    open(LONG, SHORT, 10);
    dribble("POST /webhooks/x HTTP/1.1\r\nX-Slow: ");
  }

  @Test
  void whoBringsNoWholeBodyInTimeIsClosed() throws Exception {
    open(LONG, SHORT, 10);
    dribble(HEAD + "Content-Length: 1000\r\n\r\n");
    dribble(GOOD + HEAD + "Content-Length: 1000\r\n\r\n");
  }

  @Test
  void whoSaysNothingIsClosed() throws Exception {
    open(SHORT, LONG, 10);
    try (Socket socket = connect()) {
      send(socket, HEAD + "Content-Length: 1000\r\n\r\n{");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void whoWaitsForUsIsNotClosed() throws Exception {
    open(LONG, SHORT, 10);
    try (Socket patient = connect()) {
      send(patient, GOOD.replace("/webhooks/x", "/webhooks/slow"));
      dribble("POST /webhooks/x HTTP/1.1\r\nX-Slow: ");
      dribble("POST /webhooks/x HTTP/1.1\r\nX-Slow: ");
      release.countDown();
      assertThat(head(patient)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aConnectionMoreThanTheLimitIsClosedAndTheOthersStay() throws Exception {
    open(LONG, LONG, 2);
    try (Socket one = connect();
        Socket two = connect()) {
      assertThat(ask(one)).startsWith("HTTP/1.1 200");
      assertThat(ask(two)).startsWith("HTTP/1.1 200");
      try (Socket three = connect()) {
        assertThat(isRefused(three)).isTrue();
      }
      assertThat(ask(one)).startsWith("HTTP/1.1 200");
    }
    awaitRoom();
  }

  /**
   * The webhook endpoint takes notice of a closed connection a little later than the one who closed
   * it.
   */
  private void awaitRoom() throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    boolean refused = true;
    while (refused) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      try (Socket again = connect()) {
        refused = isRefused(again);
      }
    }
  }

  private static boolean isRefused(Socket socket) {
    try {
      return !ask(socket).startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return true;
    }
  }

  /** Goes on with a byte every now and then, until the webhook endpoint has enough of it. */
  private void dribble(String start) throws IOException {
    try (Socket socket = connect()) {
      send(socket, start);
      socket.setSoTimeout(20);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      boolean open = true;
      while (open) {
        assertThat(System.nanoTime()).as("closed in time").isLessThan(end);
        open = isOpenAfterOneByte(socket);
      }
    }
  }

  private static boolean isOpenAfterOneByte(Socket socket) throws IOException {
    try {
      send(socket, "x");
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SocketException e) {
      return false;
    }
  }
}
