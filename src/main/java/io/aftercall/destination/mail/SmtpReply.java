package io.aftercall.destination.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What a mail server said.
 *
 * @param command it answers, the first word in capitals; {@code .} for the end of the text
 * @param code RFC 5321 4.2
 * @param enhanced RFC 3463, as in {@code 5.1.1}; empty when the server gives none
 * @param text word for word; may name the recipient
 */
record SmtpReply(String command, int code, String enhanced, String text) {
  private static final Pattern ENHANCED =
      Pattern.compile("^\\s*(?:\\d{3}[ -])?\\s*([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");

  static SmtpReply of(String command, int code, String text) {
    String said = text == null ? "" : text;
    Matcher enhanced = ENHANCED.matcher(said);
    return new SmtpReply(
        command.split("[ :]", 2)[0], code, enhanced.find() ? enhanced.group(1) : "", said);
  }

  /** The one that made a failure; empty when it was none. */
  static Optional<SmtpReply> of(Throwable failure) {
    if (failure instanceof SmtpLoginException login) {
      return Optional.of(login.reply());
    }
    if (failure instanceof SMTPAddressFailedException address) {
      return Optional.of(of("RCPT", address.getReturnCode(), address.getMessage()));
    }
    return failure instanceof SMTPSendFailedException send
        ? Optional.of(of(send.getCommand(), send.getReturnCode(), send.getMessage()))
        : Optional.empty();
  }

  /** Both codes, for a reason: {@code 550 5.1.1}. */
  String codes() {
    return enhanced.isEmpty() ? String.valueOf(code) : code + " " + enhanced;
  }

  boolean isPermanent() {
    return code >= 500 && code < 600;
  }

  /** The second number of the enhanced code, or -1. */
  int subject() {
    return part(1);
  }

  /** The third number of the enhanced code, or -1. */
  int detail() {
    return part(2);
  }

  private int part(int place) {
    return enhanced.isEmpty() ? -1 : Integer.parseInt(enhanced.split("\\.")[place]);
  }

  /** Whether it answers the end of the text, or what stands before it, and no address. */
  boolean isAboutText() {
    return command.equals(".") || command.equals("DATA");
  }
}
