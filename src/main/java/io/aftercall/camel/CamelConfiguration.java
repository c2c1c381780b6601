package io.aftercall.camel;

import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.config.ActiveWorkspace;
import io.aftercall.delivery.DeliveryMetrics;
import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.journal.Journal;
import io.aftercall.mapping.jq.EvaluationLimits;
import io.aftercall.outbox.CalendarEntries;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.person.PersonLedger;
import io.aftercall.person.Suppressions;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigValidator;
import io.aftercall.reload.Rollback;
import io.aftercall.reload.RouteValidator;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.routing.CallVerifier;
import io.aftercall.routing.NodeInfo;
import io.aftercall.routing.Stores;
import io.aftercall.store.Store;
import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.WebhookMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Builds the Camel side of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CamelSettings.class)
class CamelConfiguration {

  @Bean
  ActiveConfig activeConfig(
      CamelSettings settings,
      Environment environment,
      ObjectProvider<ConfigVersions> configVersions) {
    EvaluationLimits.use(settings.rules().limits());
    // The database is asked only when the files do not do, so that theirs is what is told first.
    return new ActiveConfig(
        settings.folder(),
        environment::getProperty,
        () -> configVersions.getObject().lastActive(settings.node()));
  }

  @Bean
  Stores stores(
      Store store,
      Journal journal,
      Outbox outbox,
      DestinationPauses destinationPauses,
      ConfigVersions configVersions,
      Suppressions suppressions) {
    return new Stores(store, journal, outbox, destinationPauses, configVersions, suppressions);
  }

  @Bean
  Suppressions suppressions(
      Store store, Outbox outbox, InstantSource clock, MeterRegistry registry) {
    return new Suppressions(store, outbox, clock, registry);
  }

  @Bean
  PersonLedger personLedger(Store store, InstantSource clock) {
    return PersonLedger.of(store, clock);
  }

  @Bean
  CalendarEntries calendarEntries(Store store, InstantSource clock) {
    return CalendarEntries.of(store, clock);
  }

  @Bean
  Rollback rollback(
      CamelSettings settings,
      ActiveConfig activeConfig,
      CamelLifecycle camel,
      ConfigValidator configValidator,
      ConfigVersions configVersions) {
    return new Rollback(settings.folder(), activeConfig, camel, configValidator, configVersions);
  }

  @Bean(destroyMethod = "close")
  WorkerRegistry workerRegistry() {
    return WorkerRegistry.open();
  }

  @Bean
  NodeInfo node(
      CamelSettings settings, InstantSource clock, MeterRegistry registry, WorkerRegistry workers) {
    WakeUpRegistry wakeUpRegistry = new WakeUpRegistry();
    DeliveryWorker.WorkerContext workerContext =
        new DeliveryWorker.WorkerContext(
            settings.node(), clock, wakeUpRegistry, new DeliveryMetrics(registry), workers);
    return new NodeInfo(settings.node(), clock, wakeUpRegistry, workerContext);
  }

  /** What the webhook endpoint appends to. A benchmark puts another one in its place. */
  @Bean
  WebhookIntake.ArrivalSink arrivalSink(Journal journal, NodeInfo node) {
    return newWebhook ->
        journal
            .appendLater(newWebhook)
            .whenComplete(
                (appendReceipt, failure) -> node.signals().raise("inbox:" + newWebhook.source()));
  }

  @Bean
  WebhookIntake intake(
      ActiveConfig activeConfig,
      WebhookIntake.ArrivalSink arrivalSink,
      MeterRegistry registry,
      CamelSettings settings,
      InstantSource clock) {
    return new WebhookIntake(
        () -> activeConfig.get().sources(),
        arrivalSink,
        new WebhookMetrics(registry),
        settings.webhook().rules(),
        clock);
  }

  @Bean
  ReceiveRouteMonitor receiveRoutes(
      CamelContext camel, MeterRegistry registry, InstantSource clock) {
    ReceiveRouteMonitor monitor = new ReceiveRouteMonitor(registry, clock);
    camel.addRoutePolicyFactory(monitor);
    return monitor;
  }

  @Bean
  CamelLifecycle camelLifecycle(
      CamelSettings settings,
      ActiveConfig activeConfig,
      WebhookIntake webhookIntake,
      Stores stores,
      Context context) {
    return new CamelLifecycle(settings, activeConfig, webhookIntake, stores, context);
  }

  @Bean
  ActiveWorkspace activeWorkspace(ActiveConfig activeConfig) {
    return activeConfig::workspace;
  }

  @Bean
  Context camelLifecycleContext(
      CamelContext camel,
      NodeInfo node,
      List<ExceptionClassifier> failures,
      List<RequiredSettings> needs,
      OutboundInterception outboundInterception,
      RouteValidator routeValidator,
      ConfigValidator configValidator,
      CallVerifier callVerifier) {
    return new Context(
        camel,
        node,
        failures,
        needs,
        outboundInterception,
        routeValidator,
        configValidator,
        callVerifier);
  }

  /** What the Camel side stands on. */
  record Context(
      CamelContext camel,
      NodeInfo node,
      List<ExceptionClassifier> failures,
      List<RequiredSettings> needs,
      OutboundInterception outboundInterception,
      RouteValidator routeValidator,
      ConfigValidator inspector,
      CallVerifier callVerifier) {}
}
