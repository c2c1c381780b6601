package io.aftercall.destination.mail;

import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.Outcome;
import io.aftercall.tls.TlsTrust;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Connects to the mail server and logs in, and says no more than hello. */
final class SmtpHealthCheck implements HealthCheck {
  private static final String WHAT = "mail server";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MailSettings settings;
  private final TlsTrust trust;
  private final Duration patience;

  SmtpHealthCheck(MailSettings settings, TlsTrust trust) {
    this(settings, trust, PATIENCE);
  }

  /**
   * @param patience for one answer
   */
  SmtpHealthCheck(MailSettings settings, TlsTrust trust, Duration patience) {
    this.settings = settings;
    this.trust = trust;
    this.patience = patience;
  }

  @Override
  public Finding examine() {
    Optional<String> missing = settings.missing();
    if (missing.isPresent()) {
      return Finding.unset(WHAT, missing.get());
    }
    SmtpSession server = new SmtpSession(settings, trust, patience, patience.multipliedBy(2));
    try (Transport transport = server.session().getTransport("smtp")) {
      transport.connect();
      return Finding.good(WHAT, settings.hasLogin() ? "accepts the login" : "answers");
    } catch (MessagingException e) {
      return Finding.bad(WHAT, says(e));
    }
  }

  private String says(MessagingException failure) {
    String where = settings.host() + ":" + settings.port();
    Optional<Outcome> known = new SmtpErrorClassifier().read(failure);
    if (known.isPresent() && known.get() instanceof Outcome.Paused paused) {
      return paused.reason();
    }
    if (causes(failure).anyMatch(SmtpConnector::isUnreached)) {
      return "does not answer at %s; look at AFTERCALL_MAIL_HOST and AFTERCALL_MAIL_PORT"
          .formatted(where);
    }
    if (causes(failure).anyMatch(SocketTimeoutException.class::isInstance)) {
      return "takes the connection at %s and says nothing; where that port speaks TLS from the start set AFTERCALL_MAIL_TLS=implicit"
          .formatted(where);
    }
    return "takes the connection at %s and ends it without a greeting of a mail server"
        .formatted(where);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50);
  }
}
