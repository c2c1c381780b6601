package io.aftercall.webhook.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * Camel's Vert.x server, opened with bounds of ours: Camel itself leaves no way to set them. It
 * speaks HTTP/1.1 only, so a connection carries one request at a time.
 */
final class BoundedVertxServer extends VertxPlatformHttpServer {
  private final Vertx vertx;
  private final VertxPlatformHttpServerConfiguration configuration;
  private final HttpServerOptions options;
  private final ConnectionLimiter connectionLimiter;
  private final RequestHold requestHold;
  private HttpServer server;

  /**
   * @param threshold takes every request first
   */
  BoundedVertxServer(
      Vertx vertx,
      VertxPlatformHttpServerConfiguration configuration,
      WebhookServerSettings settings,
      ConnectionLimiter connectionLimiter,
      RequestHold requestHold) {
    super(configuration);
    this.vertx = vertx;
    this.configuration = configuration;
    this.connectionLimiter = connectionLimiter;
    this.requestHold = requestHold;
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
    requestHold.setTarget(router());
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(
                connection -> {
                  FramingCheck.guard(connection, options);
                  connectionLimiter.opened(connection);
                })
            .invalidRequestHandler(ErrorResponses::invalid)
            .requestHandler(
                request -> {
                  if (!FramingCheck.isPlain(request)) {
                    connectionLimiter.condemn(request.connection());
                    ErrorResponses.badlyFramed(request);
                  } else if (!connectionLimiter.isCondemned(request.connection())) {
                    requestHold.handle(request);
                  }
                })
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
