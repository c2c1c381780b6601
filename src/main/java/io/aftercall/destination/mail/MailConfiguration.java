package io.aftercall.destination.mail;

import io.aftercall.config.ActiveWorkspace;
import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.RequiredSettings;
import jakarta.mail.Session;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.component.mail.MailAuthenticator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps and the server behind the mail kamelet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
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
  HealthCheck mailCheckup(MailSettings settings, @Qualifier("mail-session") Session session) {
    return new SmtpHealthCheck(settings, session);
  }

  @Bean
  MailTemplates mailTemplates(ActiveWorkspace files) {
    return new MailTemplates(files);
  }

  @Bean("mail-session")
  Session mailSession(MailSettings settings) {
    return new SmtpSession(settings).session();
  }

  @Bean("mail-login")
  MailAuthenticator mailLogin(MailSettings settings) {
    return new SmtpSession(settings);
  }

  @Bean("mail-letters")
  MailSteps mailSteps(
      MailSettings settings,
      MailTemplates templates,
      SmtpErrorClassifier failures,
      InstantSource clock,
      @Qualifier("mail-session") Session session) {
    return new MailSteps(settings, templates, failures, clock, session);
  }
}
