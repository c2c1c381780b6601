package io.aftercall.destination.mail;

import io.aftercall.destination.Outcome;
import io.aftercall.destination.Previewable;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One message on its way to one recipient, whoever else its headers name. Its Message-ID is the
 * same on every attempt, so that a mail server or reader can tell a repeat from a second message.
 */
public final class OutgoingMail extends MimeMessage implements Previewable {
  private static final Session PLAIN = Session.getInstance(new Properties());

  private final RecipientProgress recipientProgress;
  private final InternetAddress recipient;
  private MailTemplates.Rendered text;
  private boolean whole;

  /**
   * @param session of a server that may take UTF-8 in headers
   * @param utf8 whether it has to
   */
  private OutgoingMail(
      Session session,
      boolean utf8,
      RecipientProgress recipientProgress,
      InternetAddress recipient) {
    super(utf8 ? session : PLAIN);
    this.recipientProgress = recipientProgress;
    this.recipient = recipient;
  }

  static OutgoingMail of(
      Session session,
      RecipientProgress recipientProgress,
      InternetAddress recipient,
      MailHeaders headers)
      throws MessagingException {
    boolean utf8 =
        Stream.of(List.of(recipient, headers.from()), headers.to(), headers.cc(), headers.replyTo())
            .flatMap(List::stream)
            .anyMatch(MailAddresses::needsUtf8);
    OutgoingMail mail = new OutgoingMail(session, utf8, recipientProgress, recipient);
    mail.head(headers);
    return mail;
  }

  private void head(MailHeaders headers) throws MessagingException {
    setFrom(headers.from());
    setRecipients(RecipientType.TO, headers.to().toArray(InternetAddress[]::new));
    setRecipients(RecipientType.CC, headers.cc().toArray(InternetAddress[]::new));
    if (!headers.replyTo().isEmpty()) {
      setReplyTo(headers.replyTo().toArray(InternetAddress[]::new));
    }
    String line = headers.subject().replaceAll("\\p{Cntrl}+", " ").strip();
    setHeader("Subject", MimeUtility.fold("Subject: ".length(), EncodedWords.of(line)));
    setSentDate(Date.from(headers.written()));
    setHeader("Auto-Submitted", "auto-generated");
    setHeader("X-Auto-Response-Suppress", "All");
  }

  /** The envelope: the one it is on its way to. */
  @Override
  public Address[] getAllRecipients() {
    return new Address[] {recipient};
  }

  /** The record's field with an address that only a server with SMTPUTF8 takes; often none. */
  static Optional<String> utf8Field(Message message, Address... envelope)
      throws MessagingException {
    Map<String, Address[]> fields = new LinkedHashMap<>();
    fields.put("to", message.getRecipients(RecipientType.TO));
    fields.put("cc", message.getRecipients(RecipientType.CC));
    fields.put("from", message.getFrom());
    fields.put("reply_to", message.getReplyTo());
    fields.put("bcc", envelope);
    return fields.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .filter(
            field ->
                Stream.of(field.getValue())
                    .anyMatch(
                        one ->
                            one instanceof InternetAddress known && MailAddresses.needsUtf8(known)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * @param invite stands in the message, for readers that offer to accept it, and beside it as a
   *     file, for the others
   */
  void write(MailTemplates.Rendered rendered, Optional<CalendarInvite> invite)
      throws MessagingException {
    text = rendered;
    MimeMultipart alternatives = new MimeMultipart("alternative");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(rendered.plain(), "UTF-8");
    alternatives.addBodyPart(plain);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(rendered.html(), "UTF-8", "html");
    alternatives.addBodyPart(html);
    if (invite.isEmpty()) {
      setContent(alternatives);
      return;
    }
    String type = "calendar; method=" + invite.get().method();
    MimeBodyPart offered = new MimeBodyPart();
    offered.setText(invite.get().text(), "UTF-8", type);
    alternatives.addBodyPart(offered);
    MimeBodyPart message = new MimeBodyPart();
    message.setContent(alternatives);
    MimeBodyPart file = new MimeBodyPart();
    file.setText(invite.get().text(), "UTF-8", type);
    file.setFileName("appointment.ics");
    setContent(new MimeMultipart("mixed", message, file));
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
          .formatted(recipient, getFrom()[0], getSubject(), text.plain(), text.html());
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

  void complete(Outcome outcome) {
    recipientProgress.complete(recipient, outcome);
  }

  /** Whether it is still to be sent. Public for the kamelet's filter. */
  public boolean isOpen() {
    return recipientProgress.item().tryStartSend();
  }
}
