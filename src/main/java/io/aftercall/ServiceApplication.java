package io.aftercall;

import io.aftercall.call.ContentKey;
import io.aftercall.dryrun.DryRunBeans;
import io.aftercall.journal.CallSearch;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.Journal;
import io.aftercall.lint.EditCheck;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.reload.ConfigValidator;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.store.BodyEncryption;
import io.aftercall.store.DatabaseClock;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The running service: clock, store and the two memories; every other packages builds itself. */
@SpringBootApplication(
    exclude = {
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      MailSenderAutoConfiguration.class
    })
public class ServiceApplication {

  @Bean
  InstantSource clock(StoreSettings settings) {
    return DatabaseClock.of(settings, InstantSource.system());
  }

  /** {@code aftercall.store.*}: where the database is. */
  @Bean
  StoreSettings storeSettings(Environment environment) {
    return new StoreSettings(
        environment.getProperty("aftercall.store.url"),
        environment.getProperty("aftercall.store.user"),
        environment.getProperty("aftercall.store.password"));
  }

  @Bean(destroyMethod = "close")
  Store store(StoreSettings settings, Environment environment, InstantSource clock) {
    BodyEncryption bodyEncryption =
        BodyEncryption.of(environment.getProperty("aftercall.privacy.keys"));
    return Store.open(settings, bodyEncryption, clock);
  }

  @Bean
  Journal journal(Store store, InstantSource clock) {
    return new Journal(store, clock, ContentKey::of);
  }

  @Bean
  Outbox outbox(Store store, InstantSource clock) {
    return new Outbox(store, clock);
  }

  @Bean
  DestinationPauses pauses(Store store, InstantSource clock) {
    return new DestinationPauses(store, clock);
  }

  @Bean
  ConfigVersions versions(Store store, InstantSource clock) {
    return new ConfigVersions(store, clock);
  }

  /** Of its own, so that trying a call can never use what the service sends with. */
  @Bean
  DryRunBeans dryRunBeans() {
    return ProtocolModules.dryRunBeans();
  }

  @Bean
  ConfigValidator inspector(Environment environment) {
    return new EditCheck(
        environment::getProperty, environment.getProperty("aftercall.reload.tests", "refuse"));
  }

  @Bean
  EventQueries eventQueries(Store store, InstantSource clock) {
    return new EventQueries(store, clock);
  }

  @Bean
  CallSearch callSearch(Store store, EventQueries events, Journal journal) {
    return new CallSearch(store, events, journal.callIndex());
  }

  @Bean
  DeliveryQueries deliveryQueries(Store store) {
    return new DeliveryQueries(store);
  }

  @Bean
  DeliveryActions deliveryActions(Store store, InstantSource clock) {
    return new DeliveryActions(store, clock);
  }
}
