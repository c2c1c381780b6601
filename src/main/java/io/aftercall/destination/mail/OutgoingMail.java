package io.aftercall.destination.mail;

import io.aftercall.destination.Outcome;
import io.aftercall.destination.Previewable;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;

/**
 * One message to one recipient. Its Message-ID is the same on every attempt, so that a mail server
 * or reader can tell a repeat from a second message.
 */
public final class OutgoingMail extends MimeMessage implements Previewable {
  private final RecipientProgress recipientProgress;
  private MailTemplates.Rendered text;
  private boolean whole;

  OutgoingMail(Session session, RecipientProgress recipientProgress) {
    super(session);
    this.recipientProgress = recipientProgress;
  }

  void address(InternetAddress from, InternetAddress to, String subject, Instant written)
      throws MessagingException {
    setFrom(from);
    setRecipient(RecipientType.TO, to);
    setSubject(subject.replaceAll("\\p{Cntrl}+", " ").strip(), "UTF-8");
    setSentDate(Date.from(written));
    setHeader("Auto-Submitted", "auto-generated");
    setHeader("X-Auto-Response-Suppress", "All");
  }

  void write(MailTemplates.Rendered rendered) throws MessagingException {
    text = rendered;
    MimeMultipart alternatives = new MimeMultipart("alternative");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(rendered.plain(), "UTF-8");
    alternatives.addBodyPart(plain);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(rendered.html(), "UTF-8", "html");
    alternatives.addBodyPart(html);
    setContent(alternatives);
  }

  /**
   * @param name unique per delivery and recipient, the same on every attempt
   */
  void identify(String name, InternetAddress from) throws MessagingException {
    String address = from.getAddress();
    String domain = address.substring(address.lastIndexOf('@') + 1);
    setHeader("Message-ID", "<" + name.replaceAll("[^A-Za-z0-9.-]", "-") + "@" + domain + ">");
  }

  /**
   * The server takes a letter by the dot that comes next; an exception makes the transport hang up
   * without it.
   */
  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
    super.writeTo(out, ignored);
    if (!isOpen()) {
      throw new IOException("not to be sent any more");
    }
    whole = true;
  }

  @Override
  public String preview() {
    try {
      return "To: %s%nFrom: %s%nSubject: %s%n%n%s%n%s"
          .formatted(
              getRecipients(RecipientType.TO)[0],
              getFrom()[0],
              getSubject(),
              text.plain(),
              text.html());
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  RecipientProgress mailing() {
    return recipientProgress;
  }

  /** Whether the server was given all of it, so that it may have taken it. */
  boolean isWhole() {
    return whole;
  }

  /** Whether its sender is the record's and not the setting's. */
  boolean hasOwnSender() {
    return !recipientProgress.item().record().path("from").asText("").isBlank();
  }

  void complete(Outcome outcome) throws MessagingException {
    recipientProgress.complete((InternetAddress) getRecipients(RecipientType.TO)[0], outcome);
  }

  /** Whether it is still to be sent. Public for the kamelet's filter. */
  public boolean isOpen() {
    return recipientProgress.item().tryStartSend();
  }
}
