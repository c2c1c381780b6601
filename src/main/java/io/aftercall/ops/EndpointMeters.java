package io.aftercall.ops;

import io.aftercall.camel.CamelLifecycle;
import io.aftercall.webhook.server.WebhookServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.function.ToDoubleFunction;

/** How much of the webhook endpoint is in use. */
final class EndpointMeters {
  private EndpointMeters() {}

  static void register(MeterRegistry registry, CamelLifecycle camel) {
    Gauge.builder(
            "aftercall.webhook.connections", camel, side -> of(side, WebhookServer::connections))
        .description("Open connections to the webhook endpoint")
        .register(registry);
    Gauge.builder(
            "aftercall.webhook.full",
            camel,
            side -> of(side, webhookServer -> webhookServer.isFull() ? 1 : 0))
        .description("1 while connections are closed to make room for others")
        .register(registry);
    Gauge.builder(
            "aftercall.webhook.unauthenticated",
            camel,
            side -> of(side, WebhookServer::unauthenticatedBytes))
        .description("Bytes held of bodies whose senders have not proved who they are")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
  }

  private static double of(CamelLifecycle camel, ToDoubleFunction<WebhookServer> figure) {
    return camel.endpoint().stream().mapToDouble(figure).sum();
  }
}
