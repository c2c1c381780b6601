package io.aftercall.destination.mail;

import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * What a mail server's reply codes mean (RFC 5321 §4.2.1). A connection that breaks after the text
 * was sent leaves open whether it arrived: the letter is repeated with the same Message-ID. Never
 * quotes a reply, as it names the recipient.
 */
public final class SmtpErrorClassifier implements ExceptionClassifier {
  private static final Outcome SENDER =
      Outcome.Paused.because(
          "mail: the server does not accept the sender; check AFTERCALL_MAIL_FROM");
  private static final Outcome UNKNOWN =
      Outcome.Retry.unknown(
          "mail: the connection broke; whether the server has the message is unknown");

  @Override
  public Optional<Outcome> read(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain.stream().anyMatch(MessagingException.class::isInstance)
        ? Optional.of(outcome(chain))
        : Optional.empty();
  }

  /** Of a letter of ours it is known how far it came, and who named its sender. */
  Optional<Outcome> read(Throwable failure, OutgoingMail outgoingMail) {
    return read(failure)
        .map(
            outcome -> {
              if (outcome.equals(UNKNOWN) && !outgoingMail.isWhole()) {
                return Outcome.Retry.away(
                    "mail: the conversation with the server ended before the message was sent");
              }
              return outcome.equals(SENDER) && outgoingMail.hasOwnSender()
                  ? new Outcome.Rejected("mail: the server does not accept the sender", "from")
                  : outcome;
            });
  }

  private static Outcome outcome(List<Throwable> chain) {
    for (Throwable cause : chain) {
      if (cause instanceof AuthenticationFailedException) {
        return Outcome.Paused.because(
            "mail: the login was refused; check AFTERCALL_MAIL_USER and AFTERCALL_MAIL_PASSWORD");
      }
      if (cause instanceof SSLException || wantsTls(cause)) {
        return Outcome.Paused.because("mail: no trusted TLS connection to the mail server");
      }
      int code = code(cause);
      if (code > 0) {
        Outcome outcome = byCode(code);
        return outcome instanceof Outcome.Rejected && isAboutSender(cause) ? SENDER : outcome;
      }
    }
    return chain.stream().anyMatch(SmtpErrorClassifier::neverMet)
        ? Outcome.Retry.away("mail: no connection to the mail server")
        : UNKNOWN;
  }

  private static Outcome byCode(int code) {
    return switch (code) {
      case 530, 534, 535, 538 ->
          Outcome.Paused.because("mail: the server wants a login (" + code + ")");
      default ->
          isPermanent(code)
              ? new Outcome.Rejected("mail: the server refuses the message (" + code + ")", "to")
              : new Outcome.Retry(
                  null,
                  "mail: the server asks to come back (" + code + ")",
                  code == 421 ? Outcome.Retry.Scope.DESTINATION : Outcome.Retry.Scope.RECORD);
    };
  }

  private static int code(Throwable cause) {
    if (cause instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    return cause instanceof SMTPSendFailedException send ? send.getReturnCode() : -1;
  }

  private static boolean isAboutSender(Throwable cause) {
    return cause instanceof SMTPSendFailedException send && send.getCommand().startsWith("MAIL");
  }

  private static boolean neverMet(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || cause instanceof MailConnectException;
  }

  private static boolean isPermanent(int code) {
    return code >= 500 && code < 600;
  }

  private static boolean wantsTls(Throwable cause) {
    return cause instanceof MessagingException
        && cause.getMessage() != null
        && cause.getMessage().startsWith("STARTTLS is required");
  }
}
