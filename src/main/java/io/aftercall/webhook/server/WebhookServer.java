package io.aftercall.webhook.server;

import io.aftercall.webhook.EarlyAuthResult;
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
  private final ConnectionLimiter connectionLimiter;
  private final UnauthenticatedBodyBudget bodies;
  private final EarlyAuthentication early;
  private volatile boolean ready;

  private WebhookServer(
      BoundedVertxServer server,
      RequestHold requestHold,
      ConnectionLimiter connectionLimiter,
      UnauthenticatedBodyBudget bodies,
      EarlyAuthentication early) {
    this.server = server;
    this.requestHold = requestHold;
    this.connectionLimiter = connectionLimiter;
    this.bodies = bodies;
    this.early = early;
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
    EarlyAuthentication early = new EarlyAuthentication();
    NonBlockingHttpEngine engine = new NonBlockingHttpEngine(early);
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
    UnauthenticatedBodyBudget bodies =
        new UnauthenticatedBodyBudget(settings.unauthenticatedBytes());
    WebhookServer webhookServer =
        new WebhookServer(server, requestHold, connectionLimiter, bodies, early);
    webhookServer.registerHandlers(server.router(), settings.maxBody().toBytes());
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
  private void registerHandlers(Router router, long maxBody) {
    router.route().order(FIRST).handler(bound(maxBody)).failureHandler(ErrorResponses::failed);
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

  /** The header under which a form's own content type goes on. */
  static final String FORM_TYPE = "X-Aftercall-Form-Type";

  /**
   * Vert.x would take a form apart, and write the files in it to this disk, before anyone has
   * looked at the proof. As bytes of no type it passes like any other body.
   */
  private static void passFormAsBytes(HttpServerRequest request) {
    MultiMap headers = request.headers();
    headers.remove(FORM_TYPE);
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    if (isForm(type)) {
      headers.set(FORM_TYPE, type);
      headers.set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
    }
  }

  /**
   * A body announced as too large is refused before a byte of it is read, and so is whoever has not
   * proved who it is and could have without the body.
   */
  private Handler<RoutingContext> bound(long maxBody) {
    return context -> {
      HttpServerRequest request = context.request();
      connectionLimiter.arrived(request);
      context.addEndHandler(
          done -> {
            connectionLimiter.answered(request, context.response().getStatusCode() / 100 == 2);
            requestHold.onAnswered(request);
          });
      if (isCrowded(request.headers())) {
        ErrorResponses.refuse(context, ErrorResponses.LONG_HEADERS);
      } else if (isLonger(request.getHeader(HttpHeaders.CONTENT_LENGTH), maxBody)) {
        ErrorResponses.refuse(context, ErrorResponses.TOO_LARGE);
      } else {
        passFormAsBytes(request);
        admit(context, maxBody);
      }
    };
  }

  private void admit(RoutingContext context, long maxBody) {
    EarlyAuthResult verdict = early.look(context);
    if (verdict == null) {
      context.next();
    } else if (verdict.refusal().isPresent()) {
      ErrorResponses.refuse(context, verdict.refusal().get());
    } else {
      new BodyReader(context, maxBody).begin(verdict.authenticated() ? null : bodies);
    }
  }

  /** Connections that are open now. */
  public int connections() {
    return connectionLimiter.count();
  }

  /** Whether connections are closed to make room for others. */
  public boolean isFull() {
    return connectionLimiter.isFull();
  }

  /** Bytes of bodies whose senders have not proved who they are. */
  public long unauthenticatedBytes() {
    return bodies.held();
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
