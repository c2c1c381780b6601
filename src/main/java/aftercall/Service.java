package aftercall;

import aftercall.check.Check;
import aftercall.journal.EventList;
import aftercall.journal.Journal;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.Hands;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.route.Inspector;
import aftercall.route.Understudies;
import aftercall.store.Seals;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.versions.Versions;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The running service: clock, store and the two memories; every other room builds itself. */
@SpringBootApplication(
    exclude = {
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      MailSenderAutoConfiguration.class
    })
public class Service {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
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
    Seals seals = Seals.of(environment.getProperty("aftercall.privacy.keys"));
    return Store.open(settings, seals, clock);
  }

  @Bean
  Journal journal(Store store, InstantSource clock) {
    return new Journal(store, clock);
  }

  @Bean
  Outbox outbox(Store store, InstantSource clock) {
    return new Outbox(store, clock);
  }

  @Bean
  Pauses pauses(Store store, InstantSource clock) {
    return new Pauses(store, clock);
  }

  @Bean
  Versions versions(Store store, InstantSource clock) {
    return new Versions(store, clock);
  }

  /** Of its own, so that trying a call can never use what the service sends with. */
  @Bean
  Understudies understudies() {
    return Rooms.understudies();
  }

  @Bean
  Inspector inspector(Environment environment) {
    return workspace ->
        Check.all(workspace, environment::getProperty).stream()
            .filter(problem -> !problem.isWarning())
            .toList();
  }

  @Bean
  EventList eventList(Store store, InstantSource clock) {
    return new EventList(store, clock);
  }

  @Bean
  DeliveryList deliveryList(Store store) {
    return new DeliveryList(store);
  }

  @Bean
  Hands hands(Store store, InstantSource clock) {
    return new Hands(store, clock);
  }
}
