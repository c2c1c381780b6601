package io.aftercall.ops;

import io.aftercall.camel.CamelLifecycle;
import io.aftercall.camel.ReceiveRouteMonitor;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.routing.CallVerifier;
import io.aftercall.store.Store;
import io.aftercall.webhook.server.WebhookServer;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether calls can be taken: the store commits, the configuration is loaded, the webhook endpoint
 * is open. A destination that is down never makes the service unready, for its deliveries wait;
 * what is not set up is only told.
 */
final class ReadinessIndicator implements HealthIndicator {
  private final Store store;
  private final HealthPoller healthPoller;
  private final CamelLifecycle camel;
  private final ActiveConfig rules;
  private final CallVerifier callVerifier;
  private final ReceiveRouteMonitor receiveRoutes;
  private final WorkerHealthCheck workers;

  ReadinessIndicator(
      Store store,
      HealthPoller healthPoller,
      CamelLifecycle camel,
      ActiveConfig rules,
      CallVerifier callVerifier,
      ReceiveRouteMonitor receiveRoutes,
      WorkerHealthCheck workers) {
    this.receiveRoutes = receiveRoutes;
    this.workers = workers;
    this.callVerifier = callVerifier;
    this.store = store;
    this.healthPoller = healthPoller;
    this.camel = camel;
    this.rules = rules;
  }

  @Override
  public Health health() {
    boolean commits = healthPoller.last().commits() && store.trouble().isEmpty();
    boolean open = camel.isRunning();
    Health.Builder health = commits && open ? Health.up() : Health.outOfService();
    health
        .withDetail("store", commits ? "commits" : "takes nothing now")
        .withDetail(
            "webhook",
            !open
                ? "closed"
                : camel.endpoint().filter(WebhookServer::isFull).isPresent() ? "full" : "open")
        .withDetail("configuration", rules.workspace().version());
    rules
        .refusal()
        .ifPresent(
            rejectedEdit ->
                health.withDetail(
                    "edit",
                    (rejectedEdit.atStart()
                            ? "the files of the start were refused, %d problem(s); the version active last serves"
                            : "refused, %d problem(s)")
                        .formatted(rejectedEdit.problems().size())));
    healthPoller
        .last()
        .pauses()
        .forEach(
            (name, destinationPause) ->
                // Other reasons may hold what people wrote, and nobody has logged in here.
                health.withDetail(
                    "destination " + name,
                    destinationPause.reason().startsWith(RequiredSettings.UNSET)
                        ? destinationPause.reason()
                        : "paused"));
    callVerifier
        .alerts()
        .forEach(
            (source, why) ->
                health.withDetail(
                    "read-back " + source,
                    "calls were taken by the sender's authentication alone; run doctor"));
    receiveRoutes
        .standing()
        .forEach(
            (route, one) ->
                health.withDetail(
                    "route " + route, "stands still since " + one.since() + ": " + one.reason()));
    workers
        .notWorking()
        .forEach(one -> health.withDetail("worker " + one.name(), one.state().text()));
    return health.build();
  }
}
