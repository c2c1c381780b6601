package aftercall.console;

import aftercall.config.Source;
import aftercall.journal.EventList;
import aftercall.journal.Journal;
import aftercall.journal.Resealing;
import aftercall.orders.BulkOrders;
import aftercall.orders.OperatorActions;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.Pauses;
import aftercall.route.CamelSide;
import aftercall.route.InForce;
import aftercall.route.Inspector;
import aftercall.route.Rehearsals;
import aftercall.route.Rollback;
import aftercall.store.Changes;
import aftercall.store.Store;
import aftercall.upkeep.Erasure;
import aftercall.versions.Versions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the console together. */
@Configuration(proxyBeanMethods = false)
class ConsoleRoom {
  @Bean
  ConsoleSettings consoleSettings(Environment environment) {
    return ConsoleSettings.of(environment);
  }

  @Bean
  Selections selections(InstantSource clock, InForce rules) {
    return new Selections(clock, () -> rules.get().sources());
  }

  @Bean
  EventStories eventStories(
      Store store,
      EventList events,
      Journal journal,
      DeliveryList deliveries,
      Rehearsals rehearsals,
      Clearance clearance) {
    return new EventStories(events, journal, deliveries, new Changes(store), rehearsals, clearance);
  }

  /** Named in the templates. */
  @Bean("clearance")
  Clearance clearance() {
    return new Clearance();
  }

  @Bean
  MissingCalls missingCalls(Journal journal, InForce rules) {
    return new MissingCalls(
        journal.erased(), () -> rules.get().sources().all().stream().map(Source::name).toList());
  }

  @Bean
  Erasures erasures(Erasure erasure, Clearance clearance, OperatorActions actions) {
    return new Erasures(erasure, clearance, actions);
  }

  @Bean
  PrivacyApi.Keys privacyKeys(
      Store store, Resealing resealing, OperatorActions actions, InstantSource clock) {
    return new PrivacyApi.Keys(store, resealing, actions, clock);
  }

  @Bean
  Unfinished unfinished(
      EventList events, DeliveryList deliveries, OperatorActions actions, BulkOrders orders) {
    return new Unfinished(events, deliveries, actions, orders);
  }

  @Bean
  DestinationBoard destinationBoard(
      CamelSide camel, Unfinished unfinished, Pauses pauses, OperatorActions actions) {
    return new DestinationBoard(camel, unfinished, pauses, actions);
  }

  @Bean
  RuleBook ruleBook(
      Versions versions,
      InForce rules,
      Rollback rollback,
      Inspector inspector,
      OperatorActions actions) {
    return new RuleBook(versions, rules, rollback, inspector, actions);
  }

  @Bean
  DriftReports driftReports(EventList events, Journal journal, InForce rules, Clearance clearance) {
    return new DriftReports(events, journal, () -> rules.get().sources(), clearance);
  }

  /** Named in the templates. */
  @Bean("words")
  Words words(InstantSource clock, InForce rules) {
    return new Words(clock, () -> rules.get().sources());
  }

  @Bean
  Samples samples(ConsoleSettings settings) {
    return new Samples(settings.home().resolve("config/samples"));
  }

  @Bean
  DayNumbers dayNumbers(EventList events, DeliveryList deliveries, InstantSource clock) {
    return new DayNumbers(events, deliveries, clock);
  }
}
