package io.aftercall.reconcile;

import io.aftercall.destination.HealthCheck;
import io.aftercall.journal.Journal;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.webhook.WebhookIntake;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the questions to platforms together. */
@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Bean
  SenderApis platforms(ActiveConfig rules, InstantSource clock) {
    return new SenderApis(() -> rules.get().sources(), clock, PATIENCE);
  }

  @Bean
  Reconciliation reconciliation(
      SenderApis senderApis,
      Journal journal,
      WebhookIntake webhookIntake,
      FetchedBodyCache fetchedBodyCache,
      MeterRegistry registry,
      InstantSource clock) {
    return new Reconciliation(
        senderApis,
        journal,
        webhookIntake,
        fetchedBodyCache,
        new MissingCallsGauge(registry),
        clock);
  }

  @Bean
  FetchedBodyCache fetched() {
    return new FetchedBodyCache();
  }

  @Bean
  PlatformCallVerifier readBack(
      SenderApis senderApis,
      FetchedBodyCache fetchedBodyCache,
      MeterRegistry registry,
      InstantSource clock) {
    return new PlatformCallVerifier(senderApis, fetchedBodyCache, registry, clock);
  }

  @Bean
  HealthCheck platformCheckup(SenderApis senderApis, PlatformCallVerifier platformCallVerifier) {
    return new SenderApiHealthCheck(senderApis, platformCallVerifier);
  }
}
