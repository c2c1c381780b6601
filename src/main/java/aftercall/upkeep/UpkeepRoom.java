package aftercall.upkeep;

import aftercall.config.Source;
import aftercall.delivery.Checkup;
import aftercall.delivery.Leftovers;
import aftercall.journal.EventList;
import aftercall.journal.EventRemoval;
import aftercall.journal.Journal;
import aftercall.journal.Resealing;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRemoval;
import aftercall.outbox.Pauses;
import aftercall.route.CamelSide;
import aftercall.route.InForce;
import aftercall.route.SecondLook;
import aftercall.store.Changes;
import aftercall.store.Store;
import aftercall.store.Ulids;
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
class UpkeepRoom {

  @Bean(destroyMethod = "close")
  RetentionDesk retention(
      Store store,
      RetentionSettings settings,
      List<Leftovers> leftovers,
      Environment environment,
      MeterRegistry registry,
      InstantSource clock) {
    String node = environment.getProperty("aftercall.node", "node-1");
    Duty duty = new Duty(store, "retention", node + "/" + new Ulids(clock).next(), clock);
    return new RetentionDesk(
        new Retention(store, settings, duty, clock),
        new FileRetention(store, leftovers, settings.recordings(), clock),
        registry);
  }

  @Bean
  Holdings holdings(Store store, DeliveryList deliveries, InstantSource clock) {
    return new Holdings(new EventRemoval(store), deliveries, new DeliveryRemoval(store, clock));
  }

  @Bean
  Erasure erasure(
      Store store,
      Journal journal,
      Holdings holdings,
      CamelSide camel,
      InForce rules,
      List<Leftovers> leftovers,
      InstantSource clock) {
    Erasure.Surroundings surroundings =
        new Erasure.Surroundings(
            () -> rules.get().sources().all().stream().map(Source::name).toList(),
            camel::forget,
            leftovers);
    return new Erasure(store, journal.erased(), holdings, surroundings, clock);
  }

  @Bean
  Certificates certificates(Store store) {
    return new Certificates(store);
  }

  @Bean
  PersonFile personFile(
      Holdings holdings, EventList events, Journal journal, DeliveryList deliveries, Store store) {
    return new PersonFile(holdings, events, journal, deliveries, new Changes(store));
  }

  @Bean
  Resealing resealing(Store store) {
    return new Resealing(store);
  }

  @Bean
  Checkup sealCheckup(Store store) {
    return () ->
        store
            .seals()
            .current()
            .map(key -> Checkup.Finding.good("seal", "bodies are sealed with the key " + key))
            .orElseGet(
                () ->
                    Checkup.Finding.unset(
                        "seal",
                        "bodies lie open in the database; to seal them set AFTERCALL_PRIVACY_KEYS"));
  }

  @Bean
  StandingMeters standingMeters(
      MeterRegistry registry, InForce rules, CamelSide camel, InstantSource clock) {
    return new StandingMeters(registry, rules, camel::destinations, clock);
  }

  @Bean(destroyMethod = "close")
  Pulse pulse(
      Store store,
      DeliveryList deliveries,
      EventList events,
      Pauses pauses,
      StandingMeters meters) {
    return new Pulse(store, deliveries, events, pauses, meters::show);
  }

  @Bean
  Doctor doctor(
      Store store,
      Pauses pauses,
      CamelSide camel,
      InForce rules,
      InstantSource clock,
      List<Checkup> checkups) {
    return new Doctor(store, pauses, camel, rules, clock, checkups);
  }

  /** Named in {@code application.yaml}, as a part of readiness. */
  @Bean("taking-calls")
  HealthIndicator takingCalls(
      Store store, Pulse pulse, CamelSide camel, InForce rules, SecondLook secondLook) {
    return new ReadyHealth(store, pulse, camel, rules, secondLook);
  }
}
