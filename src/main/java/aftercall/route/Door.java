package aftercall.route;

import aftercall.intake.Answer;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The HTTP server senders reach: Camel's Vert.x engine on a port of its own. Receive routes hang
 * their paths into it; everything else it answers itself, before a body is read.
 */
public final class Door {
  private static final int FIRST = -1_000_000;
  private static final int LAST = Integer.MAX_VALUE;

  private final VertxPlatformHttpServer server;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean holding;
  private volatile boolean ready;

  private Door(VertxPlatformHttpServer server) {
    this.server = server;
  }

  /** Opens the port. Until it is told to be ready, requests are answered 503. */
  static Door open(CamelContext camel, DoorSettings settings) throws Exception {
    tryPort(settings);
    // A worker is held while its call is committed; with the default 20 the grouped commits stay
    // small.
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setWorkerPoolSize(settings.workers()).setEventLoopPoolSize(2));
    camel.getRegistry().bind("vertx", vertx);
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindPort(settings.port());
    configuration.setBindHost(settings.address());
    configuration.setMaxBodySize(settings.maxBody().toBytes());
    configuration.getBodyHandler().setMergeFormAttributes(false);
    // A lying Content-Length must not reserve memory.
    configuration.getBodyHandler().setPreallocateBodyBuffer(false);

    VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
    camel.addService(server);
    server.start();
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            camel, VertxPlatformHttpRouter.getRouterNameFromPort(settings.port()));
    router
        .route()
        .order(FIRST)
        .handler(bound(settings.maxBody().toBytes()))
        .failureHandler(Door::failed);
    Door door = new Door(server);
    router.route().order(FIRST + 1).handler(door::enter);
    router.route().order(LAST).handler(context -> refuse(context, door.ready ? NOT_FOUND : FAULT));
    return door;
  }

  /** The engine only logs a port it cannot have, and goes on without one. */
  private static void tryPort(DoorSettings settings) throws IOException {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(settings.address(), settings.port()));
    }
  }

  private static final Answer NOT_FOUND =
      Answer.problem(404, "Not found", "There is nothing at this address.");
  private static final Answer TOO_LARGE =
      Answer.problem(413, "Content too large", "The body is larger than this service accepts.");
  private static final Answer NO_FORM =
      Answer.problem(415, "Unsupported media type", "Send the webhook as application/json.");
  private static final Answer FAULT =
      Answer.problem(503, "Service unavailable", "The webhook could not be taken. Send it again.");

  /**
   * A body announced as too large is refused before a byte of it is read, and so is a form: Vert.x
   * would write the files in it to this disk before anyone has looked at the proof.
   */
  private static Handler<RoutingContext> bound(long maxBody) {
    return context -> {
      String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
      if (isForm(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
        refuse(context, NO_FORM);
      } else if (length != null && length.length() > 18
          || length != null && Long.parseLong(length) > maxBody) {
        refuse(context, TOO_LARGE);
      } else {
        context.next();
      }
    };
  }

  private static boolean isForm(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return type.contains("multipart/") || type.contains("form-urlencoded");
  }

  /** New requests wait, unread, until {@link #goOn}: the receive routes are being exchanged. */
  synchronized void hold() {
    holding = true;
  }

  synchronized void goOn() {
    holding = false;
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private synchronized void enter(RoutingContext context) {
    if (!holding) {
      context.next();
      return;
    }
    Context loop = Vertx.currentContext();
    context.request().pause();
    waiting.add(
        () ->
            loop.runOnContext(
                now -> {
                  context.next();
                  context.request().resume();
                }));
  }

  /**
   * Our own faults are 503, so that the sender comes again; only a body over the limit is the
   * sender's.
   */
  private static void failed(RoutingContext context) {
    if (context.statusCode() == 413) {
      refuse(context, TOO_LARGE);
    } else if (context.statusCode() == 404) {
      refuse(context, NOT_FOUND);
    } else {
      refuse(context, FAULT);
    }
  }

  private static void refuse(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status()).putHeader("Content-Type", answer.contentType());
    if (answer.status() == 503) {
      response.putHeader("Retry-After", "30");
    }
    if (answer.status() == 413 || answer.status() == 415) {
      // The rest of the body is not read, so the connection cannot be used again.
      response.putHeader("Connection", "close");
    }
    response.end(Buffer.buffer(answer.body()));
  }

  /** While not ready, an unknown address is our fault and not the sender's: 503, come again. */
  void ready(boolean routesAreOpen) {
    ready = routesAreOpen;
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }
}
