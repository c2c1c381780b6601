package io.aftercall.ops;

import io.aftercall.camel.CamelLifecycle;
import io.aftercall.config.Source;
import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.LocalCallFiles;
import io.aftercall.journal.EventDeletion;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.privacy.Erasure;
import io.aftercall.privacy.ErasureCertificates;
import io.aftercall.privacy.FileRetention;
import io.aftercall.privacy.LeaderLease;
import io.aftercall.privacy.Reencryption;
import io.aftercall.privacy.Retention;
import io.aftercall.privacy.RetentionService;
import io.aftercall.privacy.RetentionSettings;
import io.aftercall.privacy.SubjectData;
import io.aftercall.privacy.SubjectExport;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.routing.CallVerifier;
import io.aftercall.store.StateChangeLog;
import io.aftercall.store.Store;
import io.aftercall.store.UlidGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the upkeep together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class OpsConfiguration {

  @Bean(destroyMethod = "close")
  RetentionService retention(
      Store store,
      RetentionSettings settings,
      List<LocalCallFiles> localCallFiles,
      Environment environment,
      MeterRegistry registry,
      InstantSource clock) {
    String node = environment.getProperty("aftercall.node", "node-1");
    LeaderLease leaderLease =
        new LeaderLease(store, "retention", node + "/" + new UlidGenerator(clock).next(), clock);
    return new RetentionService(
        new Retention(store, settings, leaderLease, clock),
        new FileRetention(store, localCallFiles, settings.recordings(), clock),
        registry);
  }

  @Bean
  SubjectData holdings(Store store, DeliveryQueries deliveries, InstantSource clock) {
    return new SubjectData(
        new EventDeletion(store), deliveries, new DeliveryDeletion(store, clock));
  }

  @Bean
  Erasure erasure(
      Store store,
      Journal journal,
      SubjectData subjectData,
      CamelLifecycle camel,
      ActiveConfig rules,
      List<LocalCallFiles> localCallFiles,
      InstantSource clock) {
    Erasure.Surroundings surroundings =
        new Erasure.Surroundings(
            () -> rules.get().sources().all().stream().map(Source::name).toList(),
            camel::forget,
            localCallFiles);
    return new Erasure(store, journal.erased(), subjectData, surroundings, clock);
  }

  @Bean
  ErasureCertificates certificates(Store store) {
    return new ErasureCertificates(store);
  }

  @Bean
  SubjectExport subjectExport(
      SubjectData subjectData,
      EventQueries events,
      Journal journal,
      DeliveryQueries deliveries,
      Store store) {
    return new SubjectExport(subjectData, events, journal, deliveries, new StateChangeLog(store));
  }

  @Bean
  Reencryption resealing(Store store) {
    return new Reencryption(store);
  }

  @Bean
  HealthCheck encryptionCheck(Store store) {
    return () ->
        store
            .bodyEncryption()
            .current()
            .map(key -> HealthCheck.Finding.good("seal", "bodies are sealed with the key " + key))
            .orElseGet(
                () ->
                    HealthCheck.Finding.unset(
                        "seal",
                        "bodies lie open in the database; to seal them set"
                            + " AFTERCALL_PRIVACY_KEYS"));
  }

  @Bean
  BacklogMetrics backlogMetrics(
      MeterRegistry registry, ActiveConfig rules, CamelLifecycle camel, InstantSource clock) {
    return new BacklogMetrics(registry, rules, camel::destinations, clock);
  }

  @Bean(destroyMethod = "close")
  HealthPoller pulse(
      Store store,
      DeliveryQueries deliveries,
      EventQueries events,
      DestinationPauses destinationPauses,
      BacklogMetrics meters) {
    return new HealthPoller(store, deliveries, events, destinationPauses, meters::show);
  }

  @Bean
  Diagnostics doctor(
      Store store,
      DestinationPauses destinationPauses,
      CamelLifecycle camel,
      ActiveConfig rules,
      InstantSource clock,
      List<HealthCheck> healthChecks) {
    return new Diagnostics(store, destinationPauses, camel, rules, clock, healthChecks);
  }

  /** Named in {@code application.yaml}, as a part of readiness. */
  @Bean("taking-calls")
  HealthIndicator takingCalls(
      Store store,
      HealthPoller healthPoller,
      CamelLifecycle camel,
      ActiveConfig rules,
      CallVerifier callVerifier) {
    return new ReadinessIndicator(store, healthPoller, camel, rules, callVerifier);
  }
}
