package io.aftercall.ops;

import io.aftercall.camel.CamelLifecycle;
import io.aftercall.camel.ReceiveRouteMonitor;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.config.Source;
import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.LocalCallFiles;
import io.aftercall.journal.CallIndex;
import io.aftercall.journal.ErasureLog;
import io.aftercall.journal.EventDeletion;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LastEvents;
import io.aftercall.notification.Notifications;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.person.Suppressions;
import io.aftercall.privacy.ClockGuard;
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
import io.aftercall.store.DatabaseClock;
import io.aftercall.store.StateChangeLog;
import io.aftercall.store.Store;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.store.StoredSecrets;
import io.aftercall.store.UlidGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the upkeep together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RetentionSettings.class, StopSettings.class})
class OpsConfiguration {

  @Bean(destroyMethod = "close")
  RetentionService retention(
      Store store,
      RetentionSettings settings,
      List<LocalCallFiles> localCallFiles,
      Environment environment,
      MeterRegistry registry,
      WorkerRegistry workers,
      ClockGuard guard,
      InstantSource clock) {
    String node = environment.getProperty("aftercall.node", "node-1");
    LeaderLease leaderLease =
        new LeaderLease(store, "retention", node + "/" + new UlidGenerator(clock).next(), clock);
    return new RetentionService(
        new Retention(store, settings, leaderLease, guard, clock),
        new FileRetention(store, localCallFiles, settings.recordings(), guard, clock),
        registry,
        workers);
  }

  @Bean
  WorkerHealthCheck workerCheckup(WorkerRegistry workers, Store store, MeterRegistry registry) {
    return new WorkerHealthCheck(workers, store, registry);
  }

  @Bean
  ClockGuard clockGuard(Store store, InstantSource clock) {
    return new ClockGuard(store, clock);
  }

  private static Path dataFolder(Environment environment) {
    return Path.of(environment.getProperty("aftercall.data", "data"));
  }

  @Bean
  HealthCheck modesCheckup(Environment environment) {
    return new FileModeHealthCheck(dataFolder(environment));
  }

  @Bean
  HealthCheck clockCheckup(InstantSource clock) {
    return clock instanceof DatabaseClock shared
        ? new ClockHealthCheck(shared)
        : () -> HealthCheck.Finding.good("clock of this machine", "is the one that counts");
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
      Environment environment,
      InstantSource clock) {
    Erasure.Surroundings surroundings =
        new Erasure.Surroundings(
            () -> rules.get().sources().all().stream().map(Source::name).toList(),
            camel::forget,
            localCallFiles,
            new ErasureLog(dataFolder(environment)));
    Erasure erasure = new Erasure(store, journal.erased(), subjectData, surroundings, clock);
    // Before the first call comes: after a restore some are here again who were erased.
    erasure.repeat();
    return erasure;
  }

  @Bean
  ErasureCertificates certificates(Store store, InstantSource clock) {
    ErasureCertificates erasureCertificates = new ErasureCertificates(store);
    erasureCertificates.followUp(clock);
    return erasureCertificates;
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
    return new Reencryption(
        store,
        List.of(
            DeliveryQueries.ANSWERS, StoredSecrets.SEALED, Suppressions.WORDS, CallIndex.CARDS));
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
  SourceActivity sourceActivity(Store store, Environment environment, InstantSource clock) {
    Duration silentAfter =
        environment.getProperty(
            "aftercall.monitoring.silent-after", Duration.class, Duration.ofHours(72));
    return new SourceActivity(new LastEvents(store, clock), silentAfter, clock);
  }

  @Bean
  BacklogMetrics backlogMetrics(
      MeterRegistry registry,
      ActiveConfig rules,
      CamelLifecycle camel,
      SourceActivity activity,
      Outbox outbox,
      DeliveryActions actions,
      BooleanSupplier metricsLeader,
      InstantSource clock) {
    EndpointMeters.register(registry, camel);
    return new BacklogMetrics(
        registry,
        new BacklogMetrics.Sources(
            rules, camel, activity, List.of(outbox.ended(), actions.ended()), metricsLeader),
        clock);
  }

  /** One node has the database to itself; of several, one shows what they share. */
  @Bean
  BooleanSupplier metricsLeader(Store store, Environment environment, InstantSource clock) {
    if (!store.dialect().shared()) {
      return () -> true;
    }
    String node = environment.getProperty("aftercall.node", "node-1");
    LeaderLease lease =
        new LeaderLease(store, "metrics", node + "/" + new UlidGenerator(clock).next(), clock);
    return () -> {
      try {
        return lease.isLeader();
      } catch (StoreUnavailableException away) {
        return false;
      }
    };
  }

  @Bean(destroyMethod = "close")
  HealthPoller pulse(
      Store store,
      DeliveryQueries deliveries,
      EventQueries events,
      DestinationPauses destinationPauses,
      BacklogMetrics meters,
      WorkerHealthCheck checkup,
      SourceActivity activity,
      WorkerRegistry workers) {
    Consumer<HealthPoller.HealthSnapshot> listener =
        healthSnapshot -> {
          if (healthSnapshot.commits()) {
            activity.look();
          }
          meters.show(healthSnapshot);
          checkup.measure();
        };
    return new HealthPoller(store, deliveries, events, destinationPauses, listener, workers);
  }

  @Bean(destroyMethod = "close")
  CauseWatch causeWatch(
      Notifications notifications,
      HealthPoller pulse,
      CamelLifecycle camel,
      WorkerRegistry workers,
      InstantSource clock) {
    return new CauseWatch(notifications, pulse::last, camel::failing, workers, clock);
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
      CallVerifier callVerifier,
      ReceiveRouteMonitor receiveRoutes,
      WorkerHealthCheck workers) {
    return new ReadinessIndicator(
        store, healthPoller, camel, rules, callVerifier, receiveRoutes, workers);
  }
}
