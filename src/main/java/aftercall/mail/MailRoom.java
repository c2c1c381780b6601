package aftercall.mail;

import aftercall.config.FilesInForce;
import aftercall.delivery.Checkup;
import aftercall.delivery.Needs;
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
public class MailRoom {

  @Bean
  MailFailures mailFailures() {
    return new MailFailures();
  }

  @Bean
  Needs mailNeeds(MailSettings settings) {
    return step -> step.startsWith("kamelet:send-mail") ? settings.missing() : Optional.empty();
  }

  @Bean
  Checkup mailCheckup(MailSettings settings, @Qualifier("mail-session") Session session) {
    return new ServerCheckup(settings, session);
  }

  @Bean
  MailTemplates mailTemplates(FilesInForce files) {
    return new MailTemplates(files);
  }

  @Bean("mail-session")
  Session mailSession(MailSettings settings) {
    return new MailServer(settings).session();
  }

  @Bean("mail-login")
  MailAuthenticator mailLogin(MailSettings settings) {
    return new MailServer(settings);
  }

  @Bean("mail-letters")
  LetterSteps mailLetters(
      MailSettings settings,
      MailTemplates templates,
      MailFailures failures,
      InstantSource clock,
      @Qualifier("mail-session") Session session) {
    return new LetterSteps(settings, templates, failures, clock, session);
  }
}
