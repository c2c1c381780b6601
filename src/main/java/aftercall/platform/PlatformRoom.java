package aftercall.platform;

import aftercall.intake.Intake;
import aftercall.journal.Journal;
import aftercall.route.InForce;
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
      Platforms platforms, Journal journal, Intake intake, InstantSource clock) {
    return new Reconciliation(platforms, journal, intake, clock);
  }
}
