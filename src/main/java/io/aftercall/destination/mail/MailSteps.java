package io.aftercall.destination.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.CalendarEntries;
import io.aftercall.outbox.CalendarEntry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.exceptions.TemplateProcessingException;

/** The steps of the kamelet {@code send-mail}, bean {@code mail-letters}. */
public final class MailSteps {
  private final MailSettings settings;
  private final MailTemplates templates;
  private final SmtpErrorClassifier failures;
  private final InstantSource clock;
  private final Session session;
  private final CallerMailLimits callers;
  private final Appointments appointments;

  MailSteps(
      MailSettings settings,
      MailTemplates templates,
      SmtpErrorClassifier failures,
      InstantSource clock,
      Session session,
      CallerMailLimits callers,
      CalendarEntries calendarEntries) {
    this.settings = settings;
    this.templates = templates;
    this.failures = failures;
    this.clock = clock;
    this.session = session;
    this.callers = callers;
    appointments = new Appointments(calendarEntries);
  }

  /**
   * What the kamelet was told.
   *
   * @param toCaller whether the record's {@code to} is an address that a caller named
   * @param appointment whether it carries an appointment for the calendar
   */
  private record MailOptions(String template, boolean toCaller, boolean appointment) {}

  /** For copies of the kamelet from before {@code toCaller}. */
  public void write(Exchange exchange, String template) throws MessagingException {
    write(exchange, template, false);
  }

  /** For copies of the kamelet from before {@code appointment}. */
  public void write(Exchange exchange, String template, boolean toCaller)
      throws MessagingException {
    write(exchange, template, toCaller, false);
  }

  /**
   * The body becomes the letters of all open records, one for each recipient without it.
   *
   * @param toCaller whether the record's {@code to} is an address that a caller named
   * @param appointment whether it carries an appointment for the calendar
   */
  public void write(Exchange exchange, String template, boolean toCaller, boolean appointment)
      throws MessagingException {
    MailOptions mailOptions = new MailOptions(template, toCaller, appointment);
    DeliveryBatch deliveryBatch = batch(exchange);
    settings
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    List<OutgoingMail> outgoingMails = new ArrayList<>();
    for (DeliveryItem deliveryItem : deliveryBatch.open()) {
      try {
        outgoingMails.addAll(mails(deliveryItem, mailOptions));
      } catch (MailAddressException malformed) {
        deliveryItem.completeLocally(
            new Outcome.Rejected(malformed.getMessage(), malformed.field()));
      } catch (TemplateEngineException broken) {
        deliveryBatch.completeRemaining(Outcome.Paused.because(brokenTemplate(template, broken)));
      }
    }
    exchange.getMessage().setBody(outgoingMails);
  }

  /** One letter was taken. */
  public void sent(Exchange exchange) throws MessagingException {
    OutgoingMail outgoingMail = exchange.getMessage().getBody(OutgoingMail.class);
    outgoingMail.mailing().item().answer("accepted " + outgoingMail.getMessageID());
    outgoingMail.complete(Outcome.Delivered.as(outgoingMail.getMessageID()));
  }

  /** One letter failed, or its lease ended; the others still go, unless the server takes none. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    OutgoingMail outgoingMail = exchange.getMessage().getBody(OutgoingMail.class);
    DeliveryItem deliveryItem = outgoingMail.mailing().item();
    if (!deliveryItem.open()) {
      return;
    }
    Outcome outcome = failures.read(failure, outgoingMail).orElseThrow(() -> failure);
    deliveryItem.answer(outcome.reason());
    failures.reply(failure).map(SmtpReply::text).ifPresent(deliveryItem::rawAnswer);
    outgoingMail.complete(outcome);
    if (outcome instanceof Outcome.Paused) {
      batch(exchange).completeRemaining(outcome);
    }
  }

  private List<OutgoingMail> mails(DeliveryItem deliveryItem, MailOptions mailOptions)
      throws MessagingException, MailAddressException {
    List<InternetAddress> to = addresses(deliveryItem.record(), "to", settings.to());
    boolean named =
        mailOptions.toCaller() && !deliveryItem.record().path("to").asText("").isBlank();
    if (named && !mayWriteTo(to, deliveryItem)) {
      return List.of();
    }
    ObjectNode record =
        named ? CallerMailLimits.bounded(deliveryItem.record()) : deliveryItem.record();
    if (to.isEmpty()) {
      deliveryItem.complete(Outcome.Paused.because("not configured: set AFTERCALL_MAIL_TO"));
      return List.of();
    }
    InternetAddress sender = sender(record);
    List<InternetAddress> cc = addresses(record, "cc", "");
    List<InternetAddress> everybody =
        reachable(
            deliveryItem,
            Stream.of(to, cc, addresses(record, "bcc", ""))
                .flatMap(List::stream)
                .distinct()
                .toList());
    if (everybody.isEmpty()) {
      return List.of();
    }
    MailHeaders headers =
        new MailHeaders(
            sender,
            addresses(record, "reply_to", ""),
            to.stream().filter(everybody::contains).toList(),
            cc.stream().filter(everybody::contains).toList(),
            record.path("subject").asText(""),
            clock.instant());
    return mailOptions.appointment()
        ? withAppointment(deliveryItem, mailOptions, named, record, headers, everybody)
        : letters(
            deliveryItem,
            templates.render(mailOptions.template(), record),
            headers,
            everybody,
            Optional.empty());
  }

  /** Who has no address of the customer gets no invitation: it is theirs to confirm. */
  private List<OutgoingMail> withAppointment(
      DeliveryItem deliveryItem,
      MailOptions mailOptions,
      boolean named,
      ObjectNode record,
      MailHeaders headers,
      List<InternetAddress> everybody)
      throws MessagingException {
    Optional<CalendarEntry> entry = appointments.entry(deliveryItem, record, !named);
    if (entry.isEmpty()) {
      return List.of();
    }
    MailTemplates.Rendered text =
        templates.render(mailOptions.template(), Appointments.described(record, entry.get()));
    Optional<CalendarInvite> invite =
        entry
            .filter(told -> named)
            .map(
                told ->
                    new CalendarInvite(
                        told,
                        ZoneId.of(Appointments.zone(record)),
                        new CalendarInvite.Words(
                            text.subject(), Appointments.text(record, "location"), text.plain()),
                        headers.replyTo().isEmpty() ? headers.from() : headers.replyTo().get(0),
                        headers.from(),
                        headers.to(),
                        headers.written()));
    return letters(deliveryItem, text, headers, everybody, invite);
  }

  private List<OutgoingMail> letters(
      DeliveryItem deliveryItem,
      MailTemplates.Rendered text,
      MailHeaders headers,
      List<InternetAddress> everybody,
      Optional<CalendarInvite> invite)
      throws MessagingException {
    MailHeaders all = headers.about(text.subject());
    // Who is to see the others gets a copy of one message; else nobody learns of anybody.
    boolean copies = everybody.size() > all.to().size();
    RecipientProgress recipientProgress = new RecipientProgress(deliveryItem, everybody);
    List<OutgoingMail> outgoingMails = new ArrayList<>(everybody.size());
    for (int place = 0; place < everybody.size(); place++) {
      InternetAddress recipient = everybody.get(place);
      if (!recipientProgress.hasReached(recipient)) {
        OutgoingMail outgoingMail =
            OutgoingMail.of(
                session, recipientProgress, recipient, copies ? all : all.only(recipient));
        outgoingMail.write(text, copies ? invite : invite.map(one -> one.only(recipient)));
        String ordinal = place == 0 || copies ? "" : "." + place;
        outgoingMail.identify(deliveryItem.deliveryId() + ordinal, all.from());
        outgoingMails.add(outgoingMail);
      }
    }
    if (outgoingMails.isEmpty()) {
      deliveryItem.completeLocally(
          new Outcome.Delivered("", "mail: each recipient had it already"));
    }
    return outgoingMails;
  }

  private InternetAddress sender(ObjectNode record) throws MailAddressException {
    List<InternetAddress> senders = addresses(record, "from", settings.from());
    if (senders.size() != 1) {
      throw new MailAddressException("from", "one sender is needed");
    }
    return senders.get(0);
  }

  private boolean mayWriteTo(List<InternetAddress> to, DeliveryItem deliveryItem) {
    for (InternetAddress recipient : to) {
      if (!callers.allows(recipient.getAddress(), deliveryItem.deliveryId())) {
        deliveryItem.completeLocally(
            new Outcome.Rejected(
                "mail: an address that callers named got %d mails within a day already"
                    .formatted(callers.mostPerDay()),
                "to"));
        return false;
      }
    }
    return true;
  }

  /** Whoever opted out gets no mail, whatever the deliver route says of whom it contacts. */
  private static List<InternetAddress> reachable(
      DeliveryItem deliveryItem, List<InternetAddress> recipients) {
    List<InternetAddress> reachable = new ArrayList<>();
    String why = "";
    for (InternetAddress recipient : recipients) {
      Optional<String> suppressed = deliveryItem.suppressed(recipient.getAddress());
      if (suppressed.isEmpty()) {
        reachable.add(recipient);
      } else {
        why = suppressed.get();
      }
    }
    if (reachable.isEmpty()) {
      deliveryItem.completeLocally(new Outcome.Suppressed(why));
    } else if (reachable.size() < recipients.size()) {
      deliveryItem.note("mail: a recipient was left out (" + why + ")");
    }
    return reachable;
  }

  private static List<InternetAddress> addresses(ObjectNode record, String field, String otherwise)
      throws MailAddressException {
    JsonNode value = record.get(field);
    List<String> named = new ArrayList<>();
    if (value != null && value.isArray()) {
      value.forEach(one -> named.add(one.asText()));
    } else if (value != null && !value.isNull()) {
      named.add(value.asText());
    }
    String list = String.join(",", named);
    return MailAddresses.parse(list.isBlank() ? otherwise : list, field);
  }

  private static String brokenTemplate(String template, TemplateEngineException broken) {
    String where =
        broken instanceof TemplateProcessingException known && known.getLine() != null
            ? " line " + known.getLine()
            : "";
    return "mail: the template " + template + " cannot be used" + where;
  }

  private static DeliveryBatch batch(Exchange exchange) {
    return exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
  }
}
