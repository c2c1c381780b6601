package aftercall.route;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * Camel's Vert.x server, opened with bounds of ours: Camel itself leaves no way to set them. It
 * speaks HTTP/1.1 only, so a connection carries one request at a time.
 */
final class DoorServer extends VertxPlatformHttpServer {
  private final Vertx vertx;
  private final VertxPlatformHttpServerConfiguration configuration;
  private final HttpServerOptions options;
  private final Connections connections;
  private final Handler<HttpServerRequest> invalid;
  private HttpServer server;

  /**
   * @param invalid answers what is no HTTP, or has too long a first line or too long headers
   */
  DoorServer(
      Vertx vertx,
      VertxPlatformHttpServerConfiguration configuration,
      DoorSettings settings,
      Connections connections,
      Handler<HttpServerRequest> invalid) {
    super(configuration);
    this.vertx = vertx;
    this.configuration = configuration;
    this.connections = connections;
    this.invalid = invalid;
    options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(Math.toIntExact(settings.idle().toMillis()));
  }

  VertxPlatformHttpRouter router() {
    return VertxPlatformHttpRouter.lookup(
        getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort()));
  }

  @Override
  protected void startServer() throws Exception {
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connections::opened)
            .invalidRequestHandler(invalid)
            .requestHandler(router())
            .listen(configuration.getBindPort(), configuration.getBindHost())
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @Override
  protected void stopServer() {
    if (server != null) {
      server.close().toCompletionStage().toCompletableFuture().join();
      server = null;
    }
  }

  @Override
  protected void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  public int getPort() {
    return server == null ? configuration.getBindPort() : server.actualPort();
  }
}
