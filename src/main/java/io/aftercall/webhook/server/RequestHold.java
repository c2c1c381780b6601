package io.aftercall.webhook.server;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Where a request waits, unread, while the receive routes are being exchanged. It is shown to the
 * router only when it may pass, for a router knows no route that was hung up later. What has passed
 * before is answered first.
 */
final class RequestHold implements Handler<HttpServerRequest> {
  /** A sender that dawdles over its body does not hold up the exchange for longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private Handler<HttpServerRequest> router;

  /** By their answers, for the router wraps each request. */
  private final Set<HttpServerResponse> inside = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean holding;

  /** Who takes what passes; to be told before the first request. */
  synchronized void setTarget(Handler<HttpServerRequest> next) {
    router = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!RequestPath.isReadable(request.uri())) {
      ErrorResponses.unreadable(request);
    } else if (mayPass(request)) {
      lead(request);
    }
  }

  /** What no route takes, such as an address without a slash, is answered before this returns. */
  private void lead(HttpServerRequest request) {
    router.handle(request);
    if (request.response().ended() || request.response().closed()) {
      onAnswered(request);
    }
  }

  private synchronized boolean mayPass(HttpServerRequest request) {
    if (!holding) {
      inside.add(request.response());
      return true;
    }
    Context loop = Vertx.currentContext();
    request.pause();
    waiting.add(
        () -> {
          inside.add(request.response());
          loop.runOnContext(now -> pass(request));
        });
    return false;
  }

  private void pass(HttpServerRequest request) {
    if (request.response().closed()) {
      onAnswered(request);
    } else {
      lead(request);
      request.resume();
    }
  }

  /** Somebody who passed has been answered, or has gone. */
  synchronized void onAnswered(HttpServerRequest request) {
    inside.remove(request.response());
    notifyAll();
  }

  /** New requests wait until {@link #goOn}; returns when those that came before are answered. */
  synchronized void pause() throws InterruptedException {
    holding = true;
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (long left = PATIENCE.toMillis(); !inside.isEmpty() && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  synchronized void resume() {
    holding = false;
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}
