package io.aftercall.camel;

import io.aftercall.concurrent.ClockShiftDetector;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.reload.ActivationLog;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.ConfigValidator;
import io.aftercall.reload.HistoricMappings;
import io.aftercall.reload.InvalidConfigException;
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
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

  private final CamelSettings settings;
  private final ActiveConfig activeConfig;
  private final CamelContext camel;
  private final Stores stores;
  private final RouteLoader house;
  private final RouteValidator routeValidator;
  private final ConfigValidator configValidator;
  private final ClockShiftDetector clocks;
  private final MissingSettingsPauser missingSettingsPauser;
  private final ActivationLog activationLog;
  private final CallCache callCache;
  private final DestinationRegistry destinationRegistry = new DestinationRegistry();
  private WebhookServer webhookServer;
  private ScheduledExecutorService watch;
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
    routeValidator = context.routeValidator();
    configValidator = context.inspector();
    clocks = new ClockShiftDetector(context.node().clock(), System::nanoTime);
    missingSettingsPauser =
        new MissingSettingsPauser(camel, stores.pauses(), context.needs(), context.node().clock());
    activationLog = new ActivationLog(stores.versions(), context.node().name());
    callCache = new CallCache(stores.journal(), activeConfig);
    DeliveryContext deliveryContext =
        new DeliveryContext(
            stores,
            callCache,
            context.node(),
            context.failures(),
            endpoint -> settings.delivery().applyTo(endpoint));
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
      house.intercept(context.outboundInterceptor());
    }
  }

  @Override
  public void start() {
    List<Problem> problems = configValidator.inspect(activeConfig.workspace());
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    try {
      recoverLeases();
      activationLog.store(activeConfig.workspace());
      webhookServer = WebhookServer.open(camel, settings.door());
      house.load(activeConfig.workspace());
      camel.start();
      onActivated(activeConfig.workspace(), null);
      webhookServer.ready(true);
    } catch (Exception e) {
      throw new IllegalStateException("the routes do not start: " + e.getMessage(), e);
    }
    watch = Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "config-watch"));
    watch.scheduleWithFixedDelay(this::poll, 200, 200, TimeUnit.MILLISECONDS);
    running = true;
    LOG.info(
        "door.open port={} mode={} version={}",
        webhookServer.port(),
        settings.mode(),
        activeConfig.get().hash().substring(0, 12));
  }

  private void poll() {
    try {
      if (clocks.repair(this::shiftDueTimes)) {
        stores.journal().expireLeases();
      }
      retryPendingWrites();
      activeConfig.poll(this);
    } catch (RuntimeException | Error e) {
      // Whatever it was: a watch that ended would take no edit until the next start.
      LOG.warn("config.watch_failed error={}", e.toString());
    }
  }

  /**
   * Routes are started once aside, where they reach nothing, before the running ones are touched.
   */
  @Override
  public List<Problem> examine(Workspace from, Workspace to, ConfigSnapshot rules) {
    List<Problem> problems = configValidator.inspect(to);
    if (!problems.isEmpty() || RouteReloader.nothingToDo(from, to)) {
      return problems;
    }
    return routeValidator.validate(to, rules);
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
        missingSettingsPauser.look();
        setupDue = false;
      }
    } catch (StoreUnavailableException later) {
      // The next look tries again.
    }
  }

  @Override
  public void onReload(Workspace from, Workspace to, Runnable rulesChange) throws Exception {
    RouteReloader swap = new RouteReloader(house, from, to, rulesChange);
    if (swap.touchesDoor()) {
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
    watch.shutdownNow();
    finish();
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
        LOG.info("loans.taken_up events={} deliveries={}", events, deliveries);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private int shiftDueTimes(Duration back) {
    return stores.outbox().shiftDueTimes(back, settings.node())
        + stores.pauses().shiftDueTimes(back);
  }

  /** The destinations that have a deliver route, by name. */
  public Set<String> destinations() {
    return destinationRegistry.names();
  }

  /** Forgets what is at hand of these events. */
  public void forget(Collection<String> eventIds) {
    callCache.forget(eventIds);
  }

  /** Port of the door. */
  public int webhookPort() {
    return webhookServer.port();
  }
}
