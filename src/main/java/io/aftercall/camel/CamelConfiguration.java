package io.aftercall.camel;

import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.config.ActiveWorkspace;
import io.aftercall.delivery.DeliveryMetrics;
import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
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
import org.apache.camel.spi.EndpointStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Builds the Camel side of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CamelSettings.class)
class CamelConfiguration {

  @Bean
  ActiveConfig activeConfig(CamelSettings settings, Environment environment) {
    return new ActiveConfig(settings.folder(), environment::getProperty);
  }

  @Bean
  Stores stores(
      Store store,
      Journal journal,
      Outbox outbox,
      DestinationPauses destinationPauses,
      ConfigVersions configVersions) {
    return new Stores(store, journal, outbox, destinationPauses, configVersions);
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

  @Bean
  NodeInfo node(CamelSettings settings, InstantSource clock, MeterRegistry registry) {
    WakeUpRegistry wakeUpRegistry = new WakeUpRegistry();
    DeliveryWorker.WorkerContext workerContext =
        new DeliveryWorker.WorkerContext(
            settings.node(), clock, wakeUpRegistry, new DeliveryMetrics(registry));
    return new NodeInfo(settings.node(), clock, wakeUpRegistry, workerContext);
  }

  /** What the door appends to. A benchmark puts another one in its place. */
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
        settings.door().rules(),
        clock);
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
      EndpointStrategy outboundInterceptor,
      RouteValidator routeValidator,
      ConfigValidator configValidator,
      CallVerifier callVerifier) {
    return new Context(
        camel,
        node,
        failures,
        needs,
        outboundInterceptor,
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
      EndpointStrategy outboundInterceptor,
      RouteValidator routeValidator,
      ConfigValidator inspector,
      CallVerifier callVerifier) {}
}
