package io.aftercall.destination.mail;

import io.aftercall.destination.HealthCheck;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Optional;

/** Connects to the mail server and logs in, and says no more than hello. */
final class SmtpHealthCheck implements HealthCheck {
  private static final String WHAT = "mail server";

  private final MailSettings settings;
  private final Session session;

  SmtpHealthCheck(MailSettings settings, Session session) {
    this.settings = settings;
    this.session = session;
  }

  @Override
  public Finding examine() {
    Optional<String> missing = settings.missing();
    if (missing.isPresent()) {
      return Finding.unset(WHAT, missing.get());
    }
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(
          settings.host(),
          settings.port(),
          settings.hasLogin() ? settings.user() : null,
          settings.hasLogin() ? settings.password() : null);
      return Finding.good(WHAT, settings.hasLogin() ? "accepts the login" : "answers");
    } catch (AuthenticationFailedException e) {
      return Finding.bad(WHAT, "refuses AFTERCALL_MAIL_USER and AFTERCALL_MAIL_PASSWORD");
    } catch (MessagingException e) {
      return Finding.bad(
          WHAT,
          "does not answer at %s:%d; look at AFTERCALL_MAIL_HOST and AFTERCALL_MAIL_PORT"
              .formatted(settings.host(), settings.port()));
    }
  }
}
