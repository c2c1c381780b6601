package io.aftercall.destination.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
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

  MailSteps(
      MailSettings settings,
      MailTemplates templates,
      SmtpErrorClassifier failures,
      InstantSource clock,
      Session session,
      CallerMailLimits callers) {
    this.settings = settings;
    this.templates = templates;
    this.failures = failures;
    this.clock = clock;
    this.session = session;
    this.callers = callers;
  }

  /** For copies of the kamelet from before {@code toCaller}. */
  public void write(Exchange exchange, String template) throws MessagingException {
    write(exchange, template, false);
  }

  /**
   * The body becomes the letters of all open records, one for each recipient without it.
   *
   * @param toCaller whether the record's {@code to} is an address that a caller named
   */
  public void write(Exchange exchange, String template, boolean toCaller)
      throws MessagingException {
    DeliveryBatch deliveryBatch = batch(exchange);
    settings
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    List<OutgoingMail> outgoingMails = new ArrayList<>();
    for (DeliveryItem deliveryItem : deliveryBatch.open()) {
      try {
        outgoingMails.addAll(mails(deliveryItem, template, toCaller));
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

  private List<OutgoingMail> mails(DeliveryItem deliveryItem, String template, boolean toCaller)
      throws MessagingException, MailAddressException {
    List<InternetAddress> to = addresses(deliveryItem.record(), "to", settings.to());
    boolean named = toCaller && !deliveryItem.record().path("to").asText("").isBlank();
    for (InternetAddress recipient : named ? to : List.<InternetAddress>of()) {
      if (!callers.allows(recipient.getAddress(), deliveryItem.deliveryId())) {
        deliveryItem.completeLocally(
            new Outcome.Rejected(
                "mail: an address that callers named got %d mails within a day already"
                    .formatted(callers.mostPerDay()),
                "to"));
        return List.of();
      }
    }
    ObjectNode record =
        named ? CallerMailLimits.bounded(deliveryItem.record()) : deliveryItem.record();
    if (to.isEmpty()) {
      deliveryItem.complete(Outcome.Paused.because("not configured: set AFTERCALL_MAIL_TO"));
      return List.of();
    }
    List<InternetAddress> senders = addresses(record, "from", settings.from());
    if (senders.size() != 1) {
      throw new MailAddressException("from", "one sender is needed");
    }
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
    to = to.stream().filter(everybody::contains).toList();
    cc = cc.stream().filter(everybody::contains).toList();
    // Who is to see the others gets a copy of one message; else nobody learns of anybody.
    boolean copies = everybody.size() > to.size();
    MailHeaders all =
        new MailHeaders(
            senders.get(0),
            addresses(record, "reply_to", ""),
            to,
            cc,
            record.path("subject").asText(""),
            clock.instant());
    MailTemplates.Rendered text = templates.render(template, record);
    RecipientProgress recipientProgress = new RecipientProgress(deliveryItem, everybody);
    List<OutgoingMail> outgoingMails = new ArrayList<>(everybody.size());
    for (int place = 0; place < everybody.size(); place++) {
      InternetAddress recipient = everybody.get(place);
      if (!recipientProgress.hasReached(recipient)) {
        OutgoingMail outgoingMail =
            OutgoingMail.of(
                session, recipientProgress, recipient, copies ? all : all.only(recipient));
        outgoingMail.write(text);
        String ordinal = place == 0 || copies ? "" : "." + place;
        outgoingMail.identify(deliveryItem.deliveryId() + ordinal, senders.get(0));
        outgoingMails.add(outgoingMail);
      }
    }
    if (outgoingMails.isEmpty()) {
      deliveryItem.completeLocally(
          new Outcome.Delivered("", "mail: each recipient had it already"));
    }
    return outgoingMails;
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
