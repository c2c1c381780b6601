package aftercall.mail;

import aftercall.delivery.Checkup;
import aftercall.delivery.Needs;
import jakarta.mail.Session;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.component.mail.MailAuthenticator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
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
  MailTemplates mailTemplates(@Value("${aftercall.home:.}") String home) {
    // As text, for Spring would look for a Path on the class path and below the web server's folder
    // first.
    return new MailTemplates(Path.of(home, "config/templates"));
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
