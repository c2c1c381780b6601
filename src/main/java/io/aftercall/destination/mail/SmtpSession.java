package io.aftercall.destination.mail;

import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.Properties;
import org.apache.camel.component.mail.MailAuthenticator;

/** How to talk to the mail server: limits, TLS, login. */
final class SmtpSession extends MailAuthenticator {
  private final MailSettings settings;

  SmtpSession(MailSettings settings) {
    this.settings = settings;
  }

  Session session() {
    Properties smtp = new Properties();
    smtp.setProperty("mail.smtp.host", settings.host());
    smtp.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    smtp.setProperty("mail.smtp.connectiontimeout", "10000");
    smtp.setProperty("mail.smtp.timeout", "60000");
    smtp.setProperty("mail.smtp.writetimeout", "60000");
    smtp.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.port() == 465));
    smtp.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    smtp.setProperty("mail.smtp.starttls.enable", "true");
    smtp.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.needsTls()));
    smtp.setProperty("mail.smtp.auth", Boolean.toString(settings.hasLogin()));
    return Session.getInstance(smtp);
  }

  @Override
  public PasswordAuthentication getPasswordAuthentication() {
    return settings.hasLogin()
        ? new PasswordAuthentication(settings.user(), settings.password())
        : new PasswordAuthentication(null, null);
  }
}
