package aftercall.route;

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
public final class Door {
  private static final int FIRST = -1_000_000;
  private static final int LAST = Integer.MAX_VALUE;
  private static final int MOST_HEADERS = 100;

  private final DoorServer server;
  private final Threshold threshold;
  private volatile boolean ready;

  private Door(DoorServer server, Threshold threshold) {
    this.server = server;
    this.threshold = threshold;
  }

  /** Opens the port. Until it is told to be ready, requests are answered 503. */
  static Door open(CamelContext camel, DoorSettings settings) throws Exception {
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
        .setHeaderFilterStrategy(new NothingPasses());
    DoorEngine engine = new DoorEngine();
    engine.setCamelContext(camel);
    camel.getComponent("platform-http", PlatformHttpComponent.class).setEngine(engine);

    Connections connections =
        new Connections(settings.maxConnections(), settings.requestTimeout(), System::nanoTime);
    Threshold threshold = new Threshold();
    DoorServer server = new DoorServer(vertx, configuration, settings, connections, threshold);
    camel.addService(server);
    server.start();
    vertx.setPeriodic(sweepMillis(settings.requestTimeout()), now -> connections.sweep());
    Door door = new Door(server, threshold);
    door.hang(server.router(), connections, settings.maxBody().toBytes());
    return door;
  }

  /** The engine only logs a port it cannot have, and goes on without one. */
  private static void tryPort(DoorSettings settings) throws IOException {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(settings.address(), settings.port()));
    }
  }

  /** The steps of a request before and after the receive routes, which hang in between. */
  private void hang(Router router, Connections connections, long maxBody) {
    router
        .route()
        .order(FIRST)
        .handler(bound(maxBody, connections))
        .failureHandler(Refusals::failed);
    router
        .route()
        .order(LAST)
        .handler(context -> Refusals.refuse(context, ready ? Refusals.NOT_FOUND : Refusals.FAULT));
  }

  private static long sweepMillis(Duration limit) {
    return Math.max(20, Math.min(1000, limit.toMillis() / 4));
  }

  /**
   * A body announced as too large is refused before a byte of it is read, and so is a form: Vert.x
   * would write the files in it to this disk before anyone has looked at the proof.
   */
  private Handler<RoutingContext> bound(long maxBody, Connections connections) {
    return context -> {
      HttpServerRequest request = context.request();
      connections.arrived(request);
      context.addEndHandler(
          done -> {
            connections.answered(request);
            threshold.left(request);
          });
      if (isCrowded(request.headers())) {
        Refusals.refuse(context, Refusals.LONG_HEADERS);
      } else if (isForm(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
        Refusals.refuse(context, Refusals.NO_FORM);
      } else if (isLonger(request.getHeader(HttpHeaders.CONTENT_LENGTH), maxBody)) {
        Refusals.refuse(context, Refusals.TOO_LARGE);
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
  void hold() throws InterruptedException {
    threshold.hold();
  }

  void goOn() {
    threshold.goOn();
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
