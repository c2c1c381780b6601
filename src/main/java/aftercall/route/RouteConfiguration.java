package aftercall.route;

import aftercall.config.FilesInForce;
import aftercall.delivery.DeliveryMeters;
import aftercall.delivery.DeliveryWorker;
import aftercall.delivery.FailureReader;
import aftercall.delivery.Needs;
import aftercall.delivery.Signals;
import aftercall.intake.DoorMeters;
import aftercall.intake.Intake;
import aftercall.journal.Journal;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.store.Store;
import aftercall.versions.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Builds the Camel side of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteSettings.class)
class RouteConfiguration {

  @Bean
  InForce inForce(RouteSettings settings, Environment environment) {
    return new InForce(settings.folder(), environment::getProperty);
  }

  @Bean
  Memories memories(Store store, Journal journal, Outbox outbox, Pauses pauses, Versions versions) {
    return new Memories(store, journal, outbox, pauses, versions);
  }

  @Bean
  Rollback rollback(
      RouteSettings settings,
      InForce inForce,
      CamelSide camel,
      Inspector inspector,
      Versions versions) {
    return new Rollback(settings.folder(), inForce, camel, inspector, versions);
  }

  @Bean
  NodeContext node(RouteSettings settings, InstantSource clock, MeterRegistry registry) {
    Signals signals = new Signals();
    DeliveryWorker.Post post =
        new DeliveryWorker.Post(settings.node(), clock, signals, new DeliveryMeters(registry));
    return new NodeContext(settings.node(), clock, signals, post);
  }

  /** What the door appends to. A benchmark puts another one in its place. */
  @Bean
  Intake.Memory doorMemory(Journal journal, NodeContext node) {
    return arrival ->
        journal
            .appendLater(arrival)
            .whenComplete((receipt, failure) -> node.signals().raise("inbox:" + arrival.source()));
  }

  @Bean
  Intake intake(
      InForce inForce,
      Intake.Memory doorMemory,
      MeterRegistry registry,
      RouteSettings settings,
      InstantSource clock) {
    return new Intake(
        () -> inForce.get().sources(),
        doorMemory,
        new DoorMeters(registry),
        settings.door().rules(),
        clock);
  }

  @Bean
  CamelSide camelSide(
      RouteSettings settings, InForce inForce, Intake intake, Memories memories, Context context) {
    return new CamelSide(settings, inForce, intake, memories, context);
  }

  @Bean
  FilesInForce filesInForce(InForce inForce) {
    return inForce::workspace;
  }

  @Bean(destroyMethod = "close")
  Rehearsals rehearsals(InForce inForce, Understudies beans) {
    return new Rehearsals(inForce, beans);
  }

  @Bean
  Context camelSideContext(
      CamelContext camel,
      NodeContext node,
      List<FailureReader> failures,
      List<Needs> needs,
      Understudies understudies,
      Inspector inspector,
      SecondLook secondLook) {
    return new Context(camel, node, failures, needs, understudies, inspector, secondLook);
  }

  /** What the Camel side stands on. */
  record Context(
      CamelContext camel,
      NodeContext node,
      List<FailureReader> failures,
      List<Needs> needs,
      Understudies understudies,
      Inspector inspector,
      SecondLook secondLook) {}
}
