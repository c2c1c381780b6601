package io.aftercall.destination.mail;

import io.aftercall.destination.Outcome;
import io.aftercall.destination.Outcome.Retry.Scope;
import java.util.Locale;
import java.util.Set;

/**
 * What a mail server's reply means, by its enhanced code (RFC 3463 and the registry of IANA) where
 * there is one, else by its code and the command it answers. What is wrong with us (login, right to
 * send, quota) holds the destination; what is wrong with a recipient or a text is that record's.
 */
final class SmtpReplyClassifier {
  /** Said of a sender that the setting names; a record's own is the record's fault. */
  static final String SENDER = "mail: the server does not accept the sender";

  private static final Set<Integer> LOGIN_CODES = Set.of(530, 534, 535, 538);

  /** X.7.n that are about the login. */
  private static final Set<Integer> LOGIN_DETAILS = Set.of(3, 8, 9, 11, 12, 13, 14, 57, 139);

  /** X.7.n that are about one recipient: a list nobody may write to, a mailbox of somebody new. */
  private static final Set<Integer> RECIPIENT_DETAILS = Set.of(2, 17, 18);

  private SmtpReplyClassifier() {}

  static Outcome outcome(SmtpReply reply) {
    if (!reply.isPermanent()) {
      return passing(reply);
    }
    if (LOGIN_CODES.contains(reply.code())) {
      return login(reply);
    }
    return switch (reply.subject()) {
      case 1 -> address(reply);
      case 2 -> reply.detail() == 0 ? trouble(reply) : refused(reply);
      case 3 -> reply.detail() == 5 ? trouble(reply) : refused(reply);
      case 4 -> reply.detail() == 5 ? quota(reply) : refused(reply);
      case 7 -> security(reply);
      default -> withoutEnhanced(reply);
    };
  }

  /** A login that was tried. */
  static Outcome ofLogin(SmtpLoginException login) {
    SmtpReply reply = login.reply();
    if (!login.tried()) {
      return Outcome.Paused.because(
          "mail: the server offers no way to log in with a user and a password (it offers %s); set"
                  .formatted(words(login.offered()))
              + " an account or a relay that takes PLAIN or LOGIN");
    }
    if (reply.code() < 400 || reply.code() == 421) {
      return Outcome.Retry.away("mail: the conversation with the server ended during the login");
    }
    return reply.isPermanent()
        ? Outcome.Paused.because(
            "mail: the login was refused (%s); check AFTERCALL_MAIL_USER and AFTERCALL_MAIL_PASSWORD%s"
                .formatted(reply.codes(), hint(reply)))
        : Outcome.Paused.because(
            "mail: the server cannot check the login now (%s); see whether the account may send"
                .formatted(reply.codes()));
  }

  private static String hint(SmtpReply reply) {
    return switch (reply.subject() == 7 ? reply.detail() : -1) {
      case 9, 14 -> "; the account may need a password for applications";
      case 11 -> "; the server wants TLS first, set AFTERCALL_MAIL_TLS";
      case 139, 57 -> "; the account may send by SMTP only when its administrator allows it";
      default -> "";
    };
  }

  /** The server chose them; only what a mechanism may be called. */
  private static String words(String offered) {
    String known = offered.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_ -]", " ").strip();
    return known.isEmpty() ? "none" : known.substring(0, Math.min(80, known.length()));
  }

  private static Outcome passing(SmtpReply reply) {
    if (reply.command().equals(".") && reply.code() >= 200 && reply.code() < 300) {
      return Outcome.Retry.unclear(
          "mail: the server took the message with an answer that is none (%s)"
              .formatted(reply.codes()));
    }
    boolean ours = reply.code() == 421 || reply.subject() == 3;
    return new Outcome.Retry(
        null,
        "mail: the server asks to come back (" + reply.codes() + ")",
        ours ? Scope.DESTINATION : Scope.RECORD);
  }

  private static Outcome address(SmtpReply reply) {
    return switch (reply.detail()) {
      case 7, 8 -> sender(reply);
      case 90 -> quota(reply);
      default -> reply.command().equals("MAIL") ? sender(reply) : refused(reply);
    };
  }

  private static Outcome security(SmtpReply reply) {
    int detail = reply.detail();
    if (LOGIN_DETAILS.contains(detail)) {
      return login(reply);
    }
    if (RECIPIENT_DETAILS.contains(detail)) {
      return refused(reply);
    }
    if (detail <= 1) {
      return reply.isAboutText() && !tellsOfRelay(reply) ? refused(reply) : relay(reply);
    }
    if (reply.command().equals("MAIL") || detail == 60) {
      return sender(reply);
    }
    return detail >= 20 && detail < 30
        ? Outcome.Paused.because(
            "mail: the server does not believe that we may send for the sender's domain (%s);"
                    .formatted(reply.codes())
                + " look at its SPF, DKIM and DMARC and at AFTERCALL_MAIL_FROM")
        : trouble(reply);
  }

  private static Outcome withoutEnhanced(SmtpReply reply) {
    if (reply.command().equals("MAIL")) {
      return sender(reply);
    }
    return tellsOfRelay(reply) ? relay(reply) : refused(reply);
  }

  /** The one thing that servers without enhanced codes tell by a word alone. */
  private static boolean tellsOfRelay(SmtpReply reply) {
    return reply.text().toLowerCase(Locale.ROOT).contains("relay");
  }

  private static Outcome login(SmtpReply reply) {
    return Outcome.Paused.because(
        "mail: the server wants a login (%s); set AFTERCALL_MAIL_USER and AFTERCALL_MAIL_PASSWORD%s"
            .formatted(reply.codes(), hint(reply)));
  }

  private static Outcome relay(SmtpReply reply) {
    return Outcome.Paused.because(
        "mail: the server takes nothing from us for others (%s); set AFTERCALL_MAIL_USER and"
                .formatted(reply.codes())
            + " AFTERCALL_MAIL_PASSWORD, or let it take mail from this machine");
  }

  private static Outcome quota(SmtpReply reply) {
    return Outcome.Paused.because(
        "mail: the account has sent as much as it may (%s); wait, or have its limit raised"
            .formatted(reply.codes()));
  }

  private static Outcome trouble(SmtpReply reply) {
    return Outcome.Paused.because(
        "mail: the server takes nothing from us (%s); ask who runs it".formatted(reply.codes()));
  }

  private static Outcome sender(SmtpReply reply) {
    return Outcome.Paused.because(SENDER + " (" + reply.codes() + "); check AFTERCALL_MAIL_FROM");
  }

  private static Outcome refused(SmtpReply reply) {
    return new Outcome.Rejected(
        "mail: the server refuses the message (" + reply.codes() + ")",
        reply.isAboutText() ? "" : "to");
  }
}
