package aftercall.route;

import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.delivery.ClockWatch;
import aftercall.delivery.Loop;
import aftercall.intake.Intake;
import aftercall.store.StoreUnavailable;
import aftercall.versions.Serving;
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
public final class CamelSide implements SmartLifecycle, InForce.Follower {
  private static final Logger LOG = LoggerFactory.getLogger(CamelSide.class);

  private final RouteSettings settings;
  private final InForce inForce;
  private final CamelContext camel;
  private final Memories memories;
  private final RouteHouse house;
  private final Understudies understudies;
  private final Inspector inspector;
  private final ClockWatch clocks;
  private final Setup setup;
  private final Chronicle chronicle;
  private final Calls calls;
  private final Destinations destinations = new Destinations();
  private Door door;
  private ScheduledExecutorService watch;
  private volatile boolean setupDue;
  private volatile boolean running;

  CamelSide(
      RouteSettings settings,
      InForce inForce,
      Intake intake,
      Memories memories,
      RouteConfiguration.Context context) {
    this.settings = settings;
    this.inForce = inForce;
    this.camel = context.camel();
    this.memories = memories;
    understudies = context.understudies();
    inspector = context.inspector();
    clocks = new ClockWatch(context.node().clock(), System::nanoTime);
    setup = new Setup(camel, memories.pauses(), context.needs(), context.node().clock());
    chronicle = new Chronicle(memories.versions(), context.node().name());
    calls = new Calls(memories.journal(), inForce);
    Deliveries deliveries =
        new Deliveries(
            memories,
            calls,
            context.node(),
            context.failures(),
            endpoint -> settings.delivery().applyTo(endpoint));
    house =
        new RouteHouse(camel)
            .with(
                "inbox",
                new InboxComponent(
                    intake,
                    new Decisions(
                        memories,
                        calls,
                        destinations,
                        new Decisions.Surroundings(
                            context.node(), intake::underWay, context.secondLook()))))
            .with("outbox", new OutboxComponent(destinations, deliveries))
            .with("mapping", new MappingComponent(inForce, new KeptMappings(memories.versions())));
    if (settings.mode() == RouteSettings.Mode.DRY_RUN) {
      house.dry();
    }
  }

  @Override
  public void start() {
    List<Problem> problems = inspector.inspect(inForce.workspace());
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    try {
      takeUp();
      chronicle.keep(inForce.workspace());
      door = Door.open(camel, settings.door());
      house.load(inForce.workspace());
      camel.start();
      serves(inForce.workspace(), null);
      door.ready(true);
    } catch (Exception e) {
      throw new IllegalStateException("the routes do not start: " + e.getMessage(), e);
    }
    watch = Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "config-watch"));
    watch.scheduleWithFixedDelay(this::look, 200, 200, TimeUnit.MILLISECONDS);
    running = true;
    LOG.info(
        "door.open port={} mode={} version={}",
        door.port(),
        settings.mode(),
        inForce.get().hash().substring(0, 12));
  }

  private void look() {
    try {
      if (clocks.repair(memories.outbox(), memories.pauses(), settings.node())) {
        memories.journal().endLoans();
      }
      catchUp();
      inForce.look(this);
    } catch (RuntimeException | Error e) {
      // Whatever it was: a watch that ended would take no edit until the next start.
      LOG.warn("config.watch_failed error={}", e.toString());
    }
  }

  /**
   * Routes are started once aside, where they reach nothing, before the running ones are touched.
   */
  @Override
  public List<Problem> examine(Workspace from, Workspace to, Ruleset rules) {
    List<Problem> problems = inspector.inspect(to);
    if (!problems.isEmpty() || RouteSwap.nothingToDo(from, to)) {
      return problems;
    }
    try (Rehearsal rehearsal = Rehearsal.open(to, rules, understudies)) {
      return List.of();
    } catch (RouteFileFailure e) {
      return List.of(e.problem());
    } catch (Exception e) {
      return List.of(RouteFileFailure.somewhere(e));
    }
  }

  @Override
  public void keep(Workspace to) {
    chronicle.keep(to);
  }

  @Override
  public void serves(Workspace now, Serving.Act by) {
    chronicle.serves(now, by);
    setupDue = true;
    catchUp();
  }

  private synchronized void catchUp() {
    try {
      chronicle.catchUp();
      if (setupDue) {
        setup.look();
        setupDue = false;
      }
    } catch (StoreUnavailable later) {
      // The next look tries again.
    }
  }

  @Override
  public void follow(Workspace from, Workspace to, Runnable rulesChange) throws Exception {
    RouteSwap swap = new RouteSwap(house, from, to, rulesChange);
    if (swap.touchesDoor()) {
      door.hold();
    }
    try {
      swap.run();
    } finally {
      door.goOn();
    }
  }

  @Override
  public void stop() {
    running = false;
    door.ready(false);
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
    Instant end = Instant.now().plus(Loop.STOP_LIMIT);
    consumers.forEach(consumer -> consumer.finish(Duration.between(Instant.now(), end)));
  }

  /** What the process before this one had in hand when it was killed is due at once. */
  private void takeUp() {
    if (!memories.store().dialect().shared()) {
      int events = memories.journal().endLoans();
      int deliveries = memories.outbox().endLoans();
      if (events + deliveries > 0) {
        LOG.info("loans.taken_up events={} deliveries={}", events, deliveries);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The destinations that have a deliver route, by name. */
  public Set<String> destinations() {
    return destinations.names();
  }

  /** Forgets what is at hand of these events. */
  public void forget(Collection<String> eventIds) {
    calls.forget(eventIds);
  }

  /** Port of the door. */
  public int doorPort() {
    return door.port();
  }
}
