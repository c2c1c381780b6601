package io.aftercall.destination.mail;

import io.aftercall.config.ActiveWorkspace;
import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.outbox.CalendarEntries;
import io.aftercall.tls.TlsConfiguration;
import io.aftercall.tls.TlsTrust;
import jakarta.mail.Session;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.component.mail.MailAuthenticator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The steps and the server behind the mail kamelet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
@Import(TlsConfiguration.class)
public class MailConfiguration {

  @Bean
  SmtpErrorClassifier mailFailures() {
    return new SmtpErrorClassifier();
  }

  @Bean
  RequiredSettings mailNeeds(MailSettings settings) {
    return step -> step.startsWith("kamelet:send-mail") ? settings.missing() : Optional.empty();
  }

  @Bean
  HealthCheck mailCheckup(MailSettings settings, TlsTrust trust) {
    return new SmtpHealthCheck(settings, trust);
  }

  @Bean
  MailTemplates mailTemplates(ActiveWorkspace files) {
    return new MailTemplates(files);
  }

  @Bean("mail-session")
  Session mailSession(MailSettings settings, TlsTrust trust) {
    return new SmtpSession(settings, trust).session();
  }

  @Bean("mail-login")
  MailAuthenticator mailLogin(MailSettings settings, TlsTrust trust) {
    return new SmtpSession(settings, trust);
  }

  @Bean("mail-letters")
  MailSteps mailSteps(
      MailSettings settings,
      MailTemplates templates,
      SmtpErrorClassifier failures,
      InstantSource clock,
      @Qualifier("mail-session") Session session,
      Environment environment,
      ObjectProvider<CalendarEntries> calendarEntries) {
    // Where nothing is sent, nobody gets too much.
    boolean dry =
        environment.acceptsProfiles(Profiles.of("dry-run"))
            || environment.getProperty("aftercall.mode", "live").equals("dry-run");
    CallerMailLimits callers =
        new CallerMailLimits(clock, dry ? Integer.MAX_VALUE : CallerMailLimits.MOST_PER_DAY);
    return new MailSteps(
        settings,
        templates,
        failures,
        clock,
        session,
        callers,
        calendarEntries.getIfAvailable(CalendarEntries::none));
  }
}
