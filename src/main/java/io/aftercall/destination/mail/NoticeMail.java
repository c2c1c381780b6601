package io.aftercall.destination.mail;

import io.aftercall.destination.Outcome;
import io.aftercall.tls.TlsTrust;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** A plain message about the service itself, by the mail server the deliveries use. */
public final class NoticeMail {
  private final MailSettings settings;
  private final TlsTrust trust;
  private final InstantSource clock;

  public NoticeMail(MailSettings settings, TlsTrust trust, InstantSource clock) {
    this.settings = settings;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * What an operator has to set before anything can be sent.
   *
   * @param setting the one the recipients stand in
   */
  public Optional<String> missing(List<String> recipients, String setting) {
    try {
      MailAddresses.parse(String.join(", ", recipients), setting);
    } catch (MailAddressException malformed) {
      return Optional.of("not configured: " + setting + " is not an e-mail address");
    }
    return settings.missing();
  }

  /**
   * Sends it to each recipient by itself, so that one wrong address keeps it from nobody else.
   *
   * @param id becomes the Message-ID, with the sender's domain
   * @return delivered when at least one has it; what went wrong names no recipient
   */
  public Outcome send(List<String> recipients, String id, String subject, String text) {
    SmtpSession server = new SmtpSession(settings, trust);
    Session session = server.session();
    int reached = 0;
    Outcome trouble = Outcome.Paused.because("there is no recipient");
    try (Transport transport = session.getTransport("smtp")) {
      InternetAddress from = MailAddresses.parse(settings.from(), "AFTERCALL_MAIL_FROM").get(0);
      transport.connect();
      for (InternetAddress to : MailAddresses.parse(String.join(", ", recipients), "mail-to")) {
        try {
          MimeMessage message = message(session, id, from, to);
          message.setSubject(subject, "UTF-8");
          message.setText(text, "UTF-8");
          message.saveChanges();
          transport.sendMessage(message, new Address[] {to});
          reached++;
        } catch (MessagingException one) {
          trouble = read(one);
        }
      }
    } catch (MessagingException failed) {
      trouble = read(failed);
    } catch (MailAddressException malformed) {
      trouble = Outcome.Paused.because(malformed.getMessage());
    }
    return reached > 0 ? Outcome.Delivered.as(id) : trouble;
  }

  private MimeMessage message(Session session, String id, InternetAddress from, InternetAddress to)
      throws MessagingException {
    String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@" + domain + ">");
          }
        };
    message.setFrom(from);
    message.setRecipient(RecipientType.TO, to);
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    return message;
  }

  private static Outcome read(MessagingException failed) {
    return new SmtpErrorClassifier()
        .read(failed)
        .orElseGet(() -> Outcome.Retry.because("mail: the message could not be made"));
  }
}
