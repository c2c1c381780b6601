package io.aftercall.camel;

import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.delivery.DeliveryMetrics;
import io.aftercall.delivery.FailureStreak;
import io.aftercall.person.ContactPolicy;
import io.aftercall.reload.ActivationLog;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.ConfigValidator;
import io.aftercall.reload.HistoricMappings;
import io.aftercall.reload.RouteLoader;
import io.aftercall.reload.RouteReloader;
import io.aftercall.reload.RouteValidator;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.routing.CallCache;
import io.aftercall.routing.DestinationRegistry;
import io.aftercall.routing.RoutingWorker;
import io.aftercall.routing.Stores;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.server.WebhookServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the road of a call: components, routes, door; and keeps an eye on the files. The
 * door opens last and closes first.
 */
public final class CamelLifecycle implements SmartLifecycle, ActiveConfig.ReloadListener {
  private static final Logger LOG = LoggerFactory.getLogger(CamelLifecycle.class);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final CamelSettings settings;
  private final ActiveConfig activeConfig;
  private final CamelContext camel;
  private final Stores stores;
  private final RouteLoader house;
  private final RouteValidator routeValidator;
  private final ConfigValidator configValidator;
  private final ClockRepair clockRepair;
  private final DestinationSwitches destinationSwitches;
  private final ActivationLog activationLog;
  private final CallCache callCache;
  private final DestinationRegistry destinationRegistry = new DestinationRegistry();
  private final DeliveryMetrics deliveryMetrics;
  private final WorkerRegistry workers;
  private volatile WebhookServer webhookServer;
  private WorkerLoop watch;
  private volatile boolean setupDue;
  private volatile boolean running;

  CamelLifecycle(
      CamelSettings settings,
      ActiveConfig activeConfig,
      WebhookIntake webhookIntake,
      Stores stores,
      CamelConfiguration.Context context) {
    this.settings = settings;
    this.activeConfig = activeConfig;
    this.camel = context.camel();
    this.stores = stores;
    workers = context.node().post().workers();
    routeValidator = context.routeValidator();
    configValidator = context.inspector();
    clockRepair = new ClockRepair(stores, settings.node(), context.node().clock());
    destinationSwitches =
        new DestinationSwitches(
            camel,
            stores,
            destinationRegistry,
            Set.copyOf(settings.destinations().on()),
            context.needs(),
            context.node().clock());
    deliveryMetrics = context.node().post().meters();
    activationLog = new ActivationLog(stores.versions(), context.node().name());
    callCache = new CallCache(stores.journal(), activeConfig);
    DeliveryContext deliveryContext =
        new DeliveryContext(
            stores,
            callCache,
            context.node(),
            context.failures(),
            endpoint -> settings.delivery().applyTo(endpoint));
    camel
        .getRegistry()
        .bind(
            "jq",
            new TracingJqLanguage(
                text -> new ConditionLocations(activeConfig.workspace()).of(text), false));
    house =
        new RouteLoader(camel)
            .with(
                "inbox",
                new InboxComponent(
                    webhookIntake,
                    new RoutingWorker(
                        stores,
                        callCache,
                        destinationRegistry,
                        new RoutingWorker.RoutingContext(
                            context.node(), webhookIntake::underWay, context.callVerifier()))))
            .with("outbox", new OutboxComponent(destinationRegistry, deliveryContext))
            .with(
                "mapping",
                new MappingComponent(activeConfig, new HistoricMappings(stores.versions())));
    if (settings.mode() == CamelSettings.Mode.DRY_RUN) {
      house.intercept(context.outboundInterception().strategy());
    }
  }

  @Override
  public void start() {
    activeConfig.validateAtStart(this::validateAtStart);
    try {
      recoverLeases();
      activationLog.store(activeConfig.workspace());
      webhookServer = WebhookServer.open(camel, settings.webhook());
      house.load(activeConfig.workspace());
      destinationSwitches.look();
      camel.start();
      onActivated(activeConfig.workspace(), null);
      webhookServer.ready(true);
    } catch (Exception e) {
      throw new IllegalStateException("the routes do not start: " + e.getMessage(), e);
    }
    watch = workers.start("config-watch", new WakeUp(), this::poll);
    running = true;
    LOG.info(
        "webhook.open port={} mode={} version={}",
        webhookServer.port(),
        settings.mode(),
        activeConfig.get().hash().substring(0, 12));
  }

  /** Routes that ran before are not tried aside again: a start is to be short. */
  private List<Problem> validateAtStart(Workspace workspace, ConfigSnapshot rules) {
    List<Problem> problems = configValidator.inspect(workspace);
    return problems.isEmpty() && !activationLog.wasActive(workspace.hash())
        ? routeValidator.validate(workspace, rules)
        : problems;
  }

  private Duration poll() {
    clockRepair.check();
    retryPendingWrites();
    activeConfig.poll(this);
    return LOOK_AGAIN;
  }

  @Override
  public List<Problem> check(Workspace to) {
    return configValidator.inspect(to);
  }

  /**
   * Routes are started once aside, where they reach nothing, before the running ones are touched.
   */
  @Override
  public List<Problem> startAside(Workspace from, Workspace to, ConfigSnapshot rules) {
    return RouteReloader.nothingToDo(from, to) ? List.of() : routeValidator.validate(to, rules);
  }

  @Override
  public List<Problem> judge(Workspace to, ConfigSnapshot rules) {
    return configValidator.inspectEdit(to, rules);
  }

  @Override
  public void store(Workspace to) {
    activationLog.store(to);
  }

  @Override
  public void onActivated(Workspace now, ConfigActivation.RollbackInfo by) {
    activationLog.onActivated(now, by);
    setupDue = true;
    retryPendingWrites();
  }

  private synchronized void retryPendingWrites() {
    try {
      activationLog.retryPendingWrites();
      if (setupDue) {
        destinationSwitches.look();
        setupDue = false;
      }
    } catch (StoreUnavailableException later) {
      // The next look tries again.
    }
  }

  @Override
  public void onReload(Workspace from, Workspace to, Runnable rulesChange) throws Exception {
    RouteReloader swap = new RouteReloader(house, from, to, rulesChange);
    if (swap.touchesEndpoint()) {
      webhookServer.pause();
    }
    try {
      swap.run();
    } finally {
      webhookServer.resume();
    }
  }

  @Override
  public void stop() {
    running = false;
    webhookServer.ready(false);
    watch.stopSoon();
    finish();
    WorkerLoop.close(List.of(watch), Duration.ofSeconds(1));
    camel.stop();
  }

  /** All destinations together have one limit, not one after the other. */
  private void finish() {
    List<OutboxConsumer> consumers =
        camel.getRoutes().stream()
            .map(Route::getConsumer)
            .filter(OutboxConsumer.class::isInstance)
            .map(OutboxConsumer.class::cast)
            .toList();
    consumers.forEach(OutboxConsumer::stopSoon);
    Instant end = Instant.now().plus(WorkerLoop.STOP_LIMIT);
    consumers.forEach(consumer -> consumer.finish(Duration.between(Instant.now(), end)));
  }

  /** What the process before this one had in hand when it was killed is due at once. */
  private void recoverLeases() {
    if (!stores.store().dialect().shared()) {
      int events = stores.journal().expireLeases();
      int deliveries = stores.outbox().expireLeases();
      if (events + deliveries > 0) {
        LOG.info("leases.recovered events={} deliveries={}", events, deliveries);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The destinations that have a deliver route, by name. */
  public Set<String> destinations() {
    return destinationRegistry.names();
  }

  /** Those that contact customers, by name. */
  public Map<String, ContactPolicy> contacting() {
    return destinationRegistry.contacting();
  }

  /** Why a destination is off; empty when it is on, or has no route. */
  public Optional<String> off(String destination) {
    return destinationRegistry.off(destination);
  }

  /** What a destination that fails every attempt on this node says; empty for all others. */
  public Optional<String> failing(String destination) {
    return deliveryMetrics.failing(destination).map(FailureStreak::sentence);
  }

  /** Forgets what is at hand of these events. */
  public void forget(Collection<String> eventIds) {
    callCache.forget(eventIds);
  }

  /** The webhook endpoint, once it is open. */
  public Optional<WebhookServer> endpoint() {
    return Optional.ofNullable(webhookServer);
  }

  /** Port of the webhook endpoint. */
  public int webhookPort() {
    return webhookServer.port();
  }
}
