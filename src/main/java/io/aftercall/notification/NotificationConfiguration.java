package io.aftercall.notification;

import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.http.NoticePost;
import io.aftercall.destination.mail.MailSettings;
import io.aftercall.destination.mail.NoticeMail;
import io.aftercall.store.Store;
import io.aftercall.tls.TlsTrust;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts together who is told of what. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotifySettings.class)
class NotificationConfiguration {

  @Bean
  Announcer announcer(
      NotifySettings settings,
      MailSettings mail,
      TlsTrust trust,
      NoticePost post,
      Environment environment,
      MeterRegistry registry,
      InstantSource clock) {
    verify(settings);
    List<NotificationChannel> channels = new ArrayList<>();
    if (settings.hasMail()) {
      channels.add(new MailChannel(new NoticeMail(mail, trust, clock), settings.mailTo()));
    }
    if (settings.hasChat()) {
      channels.add(new ChatChannel(post, settings));
    }
    boolean dryRun = environment.getProperty("aftercall.mode", "live").equals("dry-run");
    return new Announcer(channels, registry, dryRun);
  }

  private static void verify(NotifySettings settings) {
    try {
      settings.verify();
    } catch (IllegalArgumentException wrong) {
      String[] parts = wrong.getMessage().split(": ", 2);
      throw new InvalidConfigurationPropertyValueException(
          "aftercall.notify." + parts[0], "", parts[1]);
    }
  }

  @Bean
  Notifications notifications(
      NotifySettings settings,
      Announcer announcer,
      Store store,
      BooleanSupplier metricsLeader,
      Environment environment,
      InstantSource clock) {
    NoticeText words =
        new NoticeText(
            environment.getProperty("aftercall.node", "node-1"),
            settings.consoleUrl(),
            settings.quiet().zone());
    return new Notifications(
        settings, announcer, words, new NoticeLog(store), metricsLeader, clock);
  }

  @Bean
  HealthCheck notificationCheck(Notifications notifications) {
    return new NotificationCheck(notifications);
  }
}
