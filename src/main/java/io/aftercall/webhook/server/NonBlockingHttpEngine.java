package io.aftercall.webhook.server;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Camel's Vert.x engine with consumers that hold no thread while a call is being committed. */
final class NonBlockingHttpEngine extends VertxPlatformHttpEngine {
  private final EarlyAuthentication early;

  NonBlockingHttpEngine(EarlyAuthentication early) {
    this.early = early;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new NonBlockingHttpConsumer(
        endpoint,
        processor,
        getHandlers(),
        VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()),
        early);
  }
}
