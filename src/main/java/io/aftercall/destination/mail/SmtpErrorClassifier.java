package io.aftercall.destination.mail;

import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.Outcome;
import io.aftercall.tls.TlsTrust;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * What the exceptions of the mail library mean. A connection that breaks after the text was sent
 * leaves open whether it arrived: the letter is repeated with the same Message-ID. Never quotes a
 * reply, as it names the recipient.
 */
public final class SmtpErrorClassifier implements ExceptionClassifier {
  private static final String SENDER = SmtpReplyClassifier.SENDER;
  private static final Outcome UNKNOWN =
      Outcome.Retry.unknown(
          "mail: the connection broke; whether the server has the message is unknown");

  @Override
  public Optional<Outcome> read(Throwable failure) {
    List<Throwable> chain = chain(failure).toList();
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
              return outgoingMail.hasOwnSender() ? ofOwnSender(outcome) : outcome;
            });
  }

  /** What the server said, when it was that; the last word is what failed. */
  Optional<SmtpReply> reply(Throwable failure) {
    return chain(failure).flatMap(cause -> SmtpReply.of(cause).stream()).findFirst();
  }

  private static Outcome ofOwnSender(Outcome outcome) {
    if (outcome instanceof Outcome.Paused && outcome.reason().startsWith(SENDER)) {
      return new Outcome.Rejected(outcome.reason().replaceFirst(";.*", ""), "from");
    }
    return outcome;
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50);
  }

  private static Outcome outcome(List<Throwable> chain) {
    for (Throwable cause : chain) {
      if (cause instanceof SmtpUtf8Exception utf8) {
        return withoutUtf8(utf8.field());
      }
      if (cause instanceof SmtpLoginException login) {
        return SmtpReplyClassifier.ofLogin(login);
      }
      if (cause instanceof AuthenticationFailedException) {
        return Outcome.Paused.because(
            "mail: the login was refused; check AFTERCALL_MAIL_USER and AFTERCALL_MAIL_PASSWORD");
      }
      if (wantsTls(cause)) {
        return Outcome.Paused.because(
            "mail: the server offers no STARTTLS, which a login needs; set AFTERCALL_MAIL_TLS"
                + " and AFTERCALL_MAIL_PORT");
      }
      Optional<SmtpReply> reply = SmtpReply.of(cause).filter(said -> said.code() > 0);
      if (reply.isPresent()) {
        return SmtpReplyClassifier.outcome(reply.get());
      }
    }
    Optional<String> tls = TlsTrust.explain(chain.get(0));
    if (tls.isPresent()) {
      return Outcome.Paused.because("mail: no trusted TLS connection: " + tls.get());
    }
    return chain.stream().anyMatch(SmtpErrorClassifier::neverMet)
        ? Outcome.Retry.away("mail: no connection to the mail server")
        : UNKNOWN;
  }

  private static Outcome withoutUtf8(String field) {
    return field.equals("from")
        ? Outcome.Paused.because(
            SENDER + ": it has no SMTPUTF8, which the address needs; check AFTERCALL_MAIL_FROM")
        : new Outcome.Rejected(
            "mail: the server cannot take the address in %s (it has no SMTPUTF8)".formatted(field),
            field);
  }

  private static boolean neverMet(Throwable cause) {
    return SmtpConnector.isUnreached(cause) || cause instanceof MailConnectException;
  }

  private static boolean wantsTls(Throwable cause) {
    return cause instanceof MessagingException
        && cause.getMessage() != null
        && cause.getMessage().startsWith("STARTTLS is required");
  }
}
