package io.aftercall.destination.mail;

import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.util.List;

/**
 * What stands at the top of a message.
 *
 * @param replyTo empty for the sender
 * @param written now
 */
record MailHeaders(
    InternetAddress from,
    List<InternetAddress> replyTo,
    List<InternetAddress> to,
    List<InternetAddress> cc,
    String subject,
    Instant written) {

  MailHeaders about(String other) {
    return new MailHeaders(from, replyTo, to, cc, other, written);
  }

  /** The same to one recipient, who learns of nobody else. */
  MailHeaders only(InternetAddress recipient) {
    return new MailHeaders(from, replyTo, List.of(recipient), cc, subject, written);
  }
}
