package io.aftercall.destination.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

  MailSteps(
      MailSettings settings,
      MailTemplates templates,
      SmtpErrorClassifier failures,
      InstantSource clock,
      Session session) {
    this.settings = settings;
    this.templates = templates;
    this.failures = failures;
    this.clock = clock;
    this.session = session;
  }

  /** The body becomes the letters of all open records, one for each recipient without it. */
  public void write(Exchange exchange, String template) throws MessagingException {
    DeliveryBatch deliveryBatch = batch(exchange);
    settings
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    List<OutgoingMail> outgoingMails = new ArrayList<>();
    for (DeliveryItem deliveryItem : deliveryBatch.open()) {
      try {
        outgoingMails.addAll(mails(deliveryItem, template));
      } catch (AddressException malformed) {
        deliveryItem.completeLocally(new Outcome.Rejected("mail: an address is not valid", "to"));
      } catch (TemplateEngineException broken) {
        deliveryBatch.completeRemaining(Outcome.Paused.because(brokenTemplate(template, broken)));
      }
    }
    exchange.getMessage().setBody(outgoingMails);
  }

  public void sent(Exchange exchange) throws MessagingException {
    OutgoingMail outgoingMail = exchange.getMessage().getBody(OutgoingMail.class);
    outgoingMail.mailing().item().answer("accepted " + outgoingMail.getMessageID());
    outgoingMail.complete(Outcome.Delivered.as(outgoingMail.getMessageID()));
  }

  /** One letter failed, or its loan ended; the others still go, unless the server takes none. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    OutgoingMail outgoingMail = exchange.getMessage().getBody(OutgoingMail.class);
    DeliveryItem deliveryItem = outgoingMail.mailing().item();
    if (!deliveryItem.open()) {
      return;
    }
    Outcome outcome = failures.read(failure, outgoingMail).orElseThrow(() -> failure);
    deliveryItem.answer(outcome.reason());
    outgoingMail.complete(outcome);
    if (outcome instanceof Outcome.Paused) {
      batch(exchange).completeRemaining(outcome);
    }
  }

  private List<OutgoingMail> mails(DeliveryItem deliveryItem, String template)
      throws MessagingException {
    ObjectNode record = deliveryItem.record();
    InternetAddress[] recipients = addresses(record.get("to"), settings.to());
    if (recipients.length == 0) {
      deliveryItem.complete(Outcome.Paused.because("not configured: set AFTERCALL_MAIL_TO"));
      return List.of();
    }
    InternetAddress[] senders = addresses(record.get("from"), settings.from());
    if (senders.length != 1) {
      throw new AddressException("one sender is needed");
    }
    MailTemplates.Rendered text = templates.render(template, record);
    String subject = record.path("subject").asText("");
    RecipientProgress recipientProgress = new RecipientProgress(deliveryItem, recipients);
    List<OutgoingMail> outgoingMails = new ArrayList<>(recipients.length);
    for (int place = 0; place < recipients.length; place++) {
      if (!recipientProgress.hasReached(recipients[place])) {
        OutgoingMail outgoingMail = new OutgoingMail(session, recipientProgress);
        outgoingMail.address(senders[0], recipients[place], subject, clock.instant());
        outgoingMail.write(text);
        String ordinal = place == 0 ? "" : "." + place;
        outgoingMail.identify(deliveryItem.deliveryId() + ordinal, senders[0]);
        outgoingMails.add(outgoingMail);
      }
    }
    if (outgoingMails.isEmpty()) {
      deliveryItem.completeLocally(
          new Outcome.Delivered("", "mail: each recipient had it already"));
    }
    return outgoingMails;
  }

  private static InternetAddress[] addresses(JsonNode value, String otherwise)
      throws AddressException {
    List<String> named = new ArrayList<>();
    if (value != null && value.isArray()) {
      value.forEach(one -> named.add(one.asText()));
    } else if (value != null && !value.isNull()) {
      named.add(value.asText());
    }
    String list = String.join(",", named);
    InternetAddress[] addresses = InternetAddress.parse(list.isBlank() ? otherwise : list, true);
    for (InternetAddress address : addresses) {
      address.validate();
    }
    return addresses;
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
