package aftercall.upkeep;

import aftercall.delivery.Checkup;
import aftercall.journal.EventList;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.Pauses;
import aftercall.route.CamelSide;
import aftercall.route.InForce;
import aftercall.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the upkeep together. */
@Configuration(proxyBeanMethods = false)
class UpkeepRoom {

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
  HealthIndicator takingCalls(Store store, Pulse pulse, CamelSide camel, InForce rules) {
    return new ReadyHealth(store, pulse, camel, rules);
  }
}
