package io.aftercall.destination.mail;

import io.aftercall.tls.TlsTrust;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Provider;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.mail.MailAuthenticator;

/** How to talk to the mail server: limits, TLS, login. */
final class SmtpSession extends MailAuthenticator {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofSeconds(150);

  private final MailSettings settings;
  private final SmtpConnector connector;

  SmtpSession(MailSettings settings, TlsTrust trust) {
    this(settings, trust, PATIENCE, LONGEST);
  }

  /**
   * @param patience for one answer
   * @param longest for a whole conversation
   */
  SmtpSession(MailSettings settings, TlsTrust trust, Duration patience, Duration longest) {
    this.settings = settings;
    connector = new SmtpConnector(settings, trust, patience, longest);
  }

  Session session() {
    Properties smtp = new Properties();
    String patience = Long.toString(connector.patience().toMillis());
    smtp.put(SmtpConnector.PROPERTY, connector);
    smtp.setProperty("mail.smtp.host", settings.host());
    smtp.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    smtp.setProperty("mail.smtp.connectiontimeout", "10000");
    smtp.setProperty("mail.smtp.timeout", patience);
    smtp.setProperty("mail.smtp.writetimeout", patience);
    // A message that was taken is taken, whatever comes after it.
    smtp.setProperty("mail.smtp.quitwait", "false");
    smtp.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.tlsFromStart()));
    smtp.put("mail.smtp.ssl.socketFactory", connector.context().getSocketFactory());
    smtp.setProperty("mail.smtp.ssl.checkserveridentity", Boolean.toString(settings.verifies()));
    smtp.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.mayStartTls()));
    smtp.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.mustStartTls()));
    smtp.setProperty("mail.smtp.auth", Boolean.toString(settings.hasLogin()));
    // What is written in UTF-8, and when, is SmtpTransport's to say.
    smtp.setProperty("mail.mime.allowutf8", "true");
    if (!settings.hello().isEmpty()) {
      smtp.setProperty("mail.smtp.localhost", settings.hello());
    }
    Session session = Session.getInstance(smtp);
    try {
      session.setProvider(
          new Provider(
              Provider.Type.TRANSPORT, "smtp", SmtpTransport.class.getName(), "Aftercall", null));
    } catch (NoSuchProviderException e) {
      throw new IllegalStateException(e);
    }
    return session;
  }

  @Override
  public PasswordAuthentication getPasswordAuthentication() {
    return settings.hasLogin()
        ? new PasswordAuthentication(settings.user(), settings.password())
        : new PasswordAuthentication(null, null);
  }
}
