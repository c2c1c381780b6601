package aftercall.upkeep;

import aftercall.delivery.Needs;
import aftercall.route.CamelSide;
import aftercall.route.InForce;
import aftercall.route.SecondLook;
import aftercall.store.Store;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether calls can be taken: the store commits, the configuration is loaded, the door is open. A
 * destination that is down never makes the service unready, for its deliveries wait; what is not
 * set up is only told.
 */
final class ReadyHealth implements HealthIndicator {
  private final Store store;
  private final Pulse pulse;
  private final CamelSide camel;
  private final InForce rules;
  private final SecondLook secondLook;

  ReadyHealth(Store store, Pulse pulse, CamelSide camel, InForce rules, SecondLook secondLook) {
    this.secondLook = secondLook;
    this.store = store;
    this.pulse = pulse;
    this.camel = camel;
    this.rules = rules;
  }

  @Override
  public Health health() {
    boolean commits = pulse.last().commits() && store.trouble().isEmpty();
    boolean open = camel.isRunning();
    Health.Builder health = commits && open ? Health.up() : Health.outOfService();
    health
        .withDetail("store", commits ? "commits" : "takes nothing now")
        .withDetail("door", open ? "open" : "closed")
        .withDetail("configuration", rules.workspace().version());
    rules
        .refusal()
        .ifPresent(
            refusal ->
                health.withDetail(
                    "edit", "refused, %d problem(s)".formatted(refusal.problems().size())));
    pulse
        .last()
        .pauses()
        .forEach(
            (name, pause) ->
                // Other reasons may hold what people wrote, and nobody has logged in here.
                health.withDetail(
                    "destination " + name,
                    pause.reason().startsWith(Needs.UNSET) ? pause.reason() : "paused"));
    secondLook
        .alerts()
        .forEach(
            (source, why) ->
                health.withDetail(
                    "read-back " + source,
                    "calls were taken by the sender's proof alone; run doctor"));
    return health.build();
  }
}
