package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.bulk.BulkJobs;
import io.aftercall.camel.CamelLifecycle;
import io.aftercall.config.Source;
import io.aftercall.dryrun.DryRunCache;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.PromiseList;
import io.aftercall.person.PersonLedger;
import io.aftercall.person.Suppressions;
import io.aftercall.privacy.ClockGuard;
import io.aftercall.privacy.Erasure;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigValidator;
import io.aftercall.reload.Rollback;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.routing.CallCache;
import io.aftercall.routing.Stores;
import io.aftercall.store.StateChangeLog;
import io.aftercall.store.Store;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the console together. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {
  @Bean
  ConsoleSettings consoleSettings(Environment environment) {
    return ConsoleSettings.of(environment);
  }

  @Bean
  ListQueryParser selections(
      InstantSource clock,
      ActiveConfig rules,
      CamelLifecycle camel,
      EventQueries events,
      DeliveryQueries deliveries) {
    KnownNames names =
        new KnownNames(
            () -> rules.get().sources().all().stream().map(Source::name).toList(),
            source -> !events.find(EventFilter.all().from(source).page(1, null)).isEmpty(),
            camel::destinations,
            name -> !deliveries.find(DeliveryFilter.all().to(name).page(1, null)).isEmpty());
    return new ListQueryParser(clock, () -> rules.get().sources(), names);
  }

  @Bean
  EventHistories eventHistories(
      Store store,
      EventQueries events,
      Journal journal,
      DeliveryQueries deliveries,
      DryRunCache dryRunCache,
      ViewPermissions viewPermissions) {
    return new EventHistories(
        events, journal, deliveries, new StateChangeLog(store), dryRunCache, viewPermissions);
  }

  /** Named in the templates. */
  @Bean("clearance")
  ViewPermissions viewPermissions() {
    return new ViewPermissions();
  }

  @Bean
  MissingCalls missingCalls(Journal journal, ActiveConfig rules) {
    return new MissingCalls(
        journal.erased(), () -> rules.get().sources().all().stream().map(Source::name).toList());
  }

  @Bean
  Erasures erasures(Erasure erasure, ViewPermissions viewPermissions, AuditLog actions) {
    return new Erasures(erasure, viewPermissions, actions);
  }

  @Bean
  SuppressionActions suppressionActions(
      Suppressions suppressions,
      CamelLifecycle camel,
      ViewPermissions viewPermissions,
      AuditLog actions) {
    return new SuppressionActions(suppressions, camel, viewPermissions, actions);
  }

  @Bean
  PromiseActions promiseActions(Store store, BulkJobs jobs, AuditLog actions, InstantSource clock) {
    return new PromiseActions(new PromiseList(store, clock), jobs, actions, clock);
  }

  @Bean
  PersonChoiceActions personChoiceActions(
      Stores stores,
      DeliveryQueries deliveries,
      DeliveryActions deliveryActions,
      ActiveConfig activeConfig,
      PersonLedger ledger,
      PersonChoiceActions.Access personChoiceAccess) {
    return new PersonChoiceActions(
        stores.store(),
        deliveries,
        deliveryActions,
        new CallCache(stores.journal(), activeConfig),
        ledger,
        personChoiceAccess);
  }

  @Bean
  PersonChoiceActions.Access personChoiceAccess(
      ViewPermissions viewPermissions, AuditLog auditLog, InstantSource clock) {
    return new PersonChoiceActions.Access(viewPermissions, auditLog, clock);
  }

  @Bean
  ClockConfirmation clockConfirmation(ClockGuard guard, AuditLog actions) {
    return new ClockConfirmation(guard, actions);
  }

  @Bean
  OpenWork unfinished(
      EventQueries events, DeliveryQueries deliveries, AuditLog actions, BulkJobs orders) {
    return new OpenWork(events, deliveries, actions, orders);
  }

  @Bean
  OldBacklog oldBacklog(Store store, DeliveryActions deliveryActions, InstantSource clock) {
    return new OldBacklog(store, deliveryActions, clock);
  }

  @Bean
  DestinationOverview destinationOverview(
      CamelLifecycle camel,
      OpenWork openWork,
      DestinationPauses destinationPauses,
      OldBacklog oldBacklog,
      AuditLog actions) {
    return new DestinationOverview(camel, openWork, destinationPauses, oldBacklog, actions);
  }

  @Bean
  ConfigHistory configHistory(
      ConfigVersions configVersions,
      ActiveConfig rules,
      Rollback rollback,
      ConfigValidator configValidator,
      AuditLog actions) {
    return new ConfigHistory(configVersions, rules, rollback, configValidator, actions);
  }

  @Bean
  VariableDriftReports driftReports(
      EventQueries events, Journal journal, ActiveConfig rules, ViewPermissions viewPermissions) {
    return new VariableDriftReports(
        events, journal, () -> rules.get().sources(), rules::workspace, viewPermissions);
  }

  /** Named in the templates. */
  @Bean("words")
  PageFormat words(InstantSource clock, ActiveConfig rules) {
    return new PageFormat(clock, () -> rules.get().sources());
  }

  @Bean
  Samples samples(ConsoleSettings settings) {
    return new Samples(settings.home().resolve("config/samples"));
  }

  @Bean
  DailyCounts dailyCounts(EventQueries events, DeliveryQueries deliveries, InstantSource clock) {
    return new DailyCounts(events, deliveries, clock);
  }
}
