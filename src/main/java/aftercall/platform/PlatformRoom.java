package aftercall.platform;

import aftercall.delivery.Checkup;
import aftercall.intake.Intake;
import aftercall.journal.Journal;
import aftercall.route.InForce;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the questions to platforms together. */
@Configuration(proxyBeanMethods = false)
class PlatformRoom {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Bean
  Platforms platforms(InForce rules, InstantSource clock) {
    return new Platforms(() -> rules.get().sources(), clock, PATIENCE);
  }

  @Bean
  Reconciliation reconciliation(
      Platforms platforms, Journal journal, Intake intake, Fetched fetched, InstantSource clock) {
    return new Reconciliation(platforms, journal, intake, fetched, clock);
  }

  @Bean
  Fetched fetched() {
    return new Fetched();
  }

  @Bean
  ReadBack readBack(
      Platforms platforms, Fetched fetched, MeterRegistry registry, InstantSource clock) {
    return new ReadBack(platforms, fetched, registry, clock);
  }

  @Bean
  Checkup platformCheckup(Platforms platforms, ReadBack readBack) {
    return new PlatformCheckup(platforms, readBack);
  }
}
