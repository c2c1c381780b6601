package io.aftercall.webhook.server;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The HTTP server senders reach: Camel's Vert.x engine on a port of its own. Receive routes hang
 * their paths into it; everything else it answers itself, before a body is read.
 */
public final class WebhookServer {
  private static final int FIRST = -1_000_000;
  private static final int LAST = Integer.MAX_VALUE;
  private static final int MOST_HEADERS = 100;

  private final BoundedVertxServer server;
  private final RequestHold requestHold;
  private volatile boolean ready;

  private WebhookServer(BoundedVertxServer server, RequestHold requestHold) {
    this.server = server;
    this.requestHold = requestHold;
  }

  /** Opens the port. Until it is told to be ready, requests are answered 503. */
  public static WebhookServer open(CamelContext camel, WebhookServerSettings settings)
      throws Exception {
    tryPort(settings);
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

    // Before any receive route is made: an endpoint takes over the filter of its component.
    camel
        .getComponent("platform-http", PlatformHttpComponent.class)
        .setHeaderFilterStrategy(new DropAllHeaders());
    NonBlockingHttpEngine engine = new NonBlockingHttpEngine();
    engine.setCamelContext(camel);
    camel.getComponent("platform-http", PlatformHttpComponent.class).setEngine(engine);

    ConnectionLimiter connectionLimiter =
        new ConnectionLimiter(
            settings.maxConnections(), settings.requestTimeout(), System::nanoTime);
    RequestHold requestHold = new RequestHold();
    BoundedVertxServer server =
        new BoundedVertxServer(vertx, configuration, settings, connectionLimiter, requestHold);
    camel.addService(server);
    server.start();
    vertx.setPeriodic(sweepMillis(settings.requestTimeout()), now -> connectionLimiter.sweep());
    WebhookServer webhookServer = new WebhookServer(server, requestHold);
    webhookServer.registerHandlers(
        server.router(), connectionLimiter, settings.maxBody().toBytes());
    return webhookServer;
  }

  /** The engine only logs a port it cannot have, and goes on without one. */
  private static void tryPort(WebhookServerSettings settings) throws IOException {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(settings.address(), settings.port()));
    }
  }

  /** The steps of a request before and after the receive routes, which hang in between. */
  private void registerHandlers(Router router, ConnectionLimiter connectionLimiter, long maxBody) {
    router
        .route()
        .order(FIRST)
        .handler(bound(maxBody, connectionLimiter))
        .failureHandler(ErrorResponses::failed);
    router
        .route()
        .order(LAST)
        .handler(
            context ->
                ErrorResponses.refuse(
                    context, ready ? ErrorResponses.NOT_FOUND : ErrorResponses.FAULT));
  }

  private static long sweepMillis(Duration limit) {
    return Math.max(20, Math.min(1000, limit.toMillis() / 4));
  }

  /**
   * A body announced as too large is refused before a byte of it is read, and so is a form: Vert.x
   * would write the files in it to this disk before anyone has looked at the proof.
   */
  private Handler<RoutingContext> bound(long maxBody, ConnectionLimiter connectionLimiter) {
    return context -> {
      HttpServerRequest request = context.request();
      connectionLimiter.arrived(request);
      context.addEndHandler(
          done -> {
            connectionLimiter.answered(request);
            requestHold.onAnswered(request);
          });
      if (isCrowded(request.headers())) {
        ErrorResponses.refuse(context, ErrorResponses.LONG_HEADERS);
      } else if (isForm(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
        ErrorResponses.refuse(context, ErrorResponses.NO_FORM);
      } else if (isLonger(request.getHeader(HttpHeaders.CONTENT_LENGTH), maxBody)) {
        ErrorResponses.refuse(context, ErrorResponses.TOO_LARGE);
      } else {
        context.next();
      }
    };
  }

  /** Counts lines; its own {@code size()} counts names. */
  private static boolean isCrowded(MultiMap headers) {
    Iterator<Map.Entry<String, String>> lines = headers.iterator();
    int count = 0;
    while (count <= MOST_HEADERS && lines.hasNext()) {
      lines.next();
      count++;
    }
    return count > MOST_HEADERS;
  }

  private static boolean isLonger(String length, long maxBody) {
    return length != null && (length.length() > 18 || Long.parseLong(length) > maxBody);
  }

  private static boolean isForm(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return type.contains("multipart/") || type.contains("form-urlencoded");
  }

  /** New requests wait, unread, until {@link #goOn}: the receive routes are being exchanged. */
  public void pause() throws InterruptedException {
    requestHold.pause();
  }

  public void resume() {
    requestHold.resume();
  }

  /** While not ready, an unknown address is our fault and not the sender's: 503, come again. */
  public void ready(boolean routesAreOpen) {
    ready = routesAreOpen;
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }
}
