package aftercall.mail;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
public final class LetterSteps {
  private final MailSettings settings;
  private final MailTemplates templates;
  private final MailFailures failures;
  private final InstantSource clock;
  private final Session session;

  LetterSteps(
      MailSettings settings,
      MailTemplates templates,
      MailFailures failures,
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
    Shipment shipment = shipment(exchange);
    settings.missing().ifPresent(what -> shipment.settleOpen(Outcome.Stopped.because(what)));
    List<Letter> letters = new ArrayList<>();
    for (Parcel parcel : shipment.open()) {
      try {
        letters.addAll(letters(parcel, template));
      } catch (AddressException malformed) {
        parcel.settleHere(new Outcome.Refused("mail: an address is not valid", "to"));
      } catch (TemplateEngineException broken) {
        shipment.settleOpen(Outcome.Stopped.because(brokenTemplate(template, broken)));
      }
    }
    exchange.getMessage().setBody(letters);
  }

  public void sent(Exchange exchange) throws MessagingException {
    Letter letter = exchange.getMessage().getBody(Letter.class);
    letter.mailing().parcel().answer("accepted " + letter.getMessageID());
    letter.settle(Outcome.Delivered.as(letter.getMessageID()));
  }

  /** One letter failed, or its loan ended; the others still go, unless the server takes none. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Letter letter = exchange.getMessage().getBody(Letter.class);
    Parcel parcel = letter.mailing().parcel();
    if (!parcel.open()) {
      return;
    }
    Outcome outcome = failures.read(failure, letter).orElseThrow(() -> failure);
    parcel.answer(outcome.reason());
    letter.settle(outcome);
    if (outcome instanceof Outcome.Stopped) {
      shipment(exchange).settleOpen(outcome);
    }
  }

  private List<Letter> letters(Parcel parcel, String template) throws MessagingException {
    ObjectNode record = parcel.record();
    InternetAddress[] recipients = addresses(record.get("to"), settings.to());
    if (recipients.length == 0) {
      parcel.settle(Outcome.Stopped.because("not configured: set AFTERCALL_MAIL_TO"));
      return List.of();
    }
    InternetAddress[] senders = addresses(record.get("from"), settings.from());
    if (senders.length != 1) {
      throw new AddressException("one sender is needed");
    }
    MailTemplates.Rendered text = templates.render(template, record);
    String subject = record.path("subject").asText("");
    Mailing mailing = new Mailing(parcel, recipients);
    List<Letter> letters = new ArrayList<>(recipients.length);
    for (int place = 0; place < recipients.length; place++) {
      if (!mailing.hasReached(recipients[place])) {
        Letter letter = new Letter(session, mailing);
        letter.address(senders[0], recipients[place], subject, clock.instant());
        letter.write(text);
        String ordinal = place == 0 ? "" : "." + place;
        letter.identify(parcel.deliveryId() + ordinal, senders[0]);
        letters.add(letter);
      }
    }
    if (letters.isEmpty()) {
      parcel.settleHere(new Outcome.Delivered("", "mail: each recipient had it already"));
    }
    return letters;
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

  private static Shipment shipment(Exchange exchange) {
    return exchange.getProperty(Shipment.PROPERTY, Shipment.class);
  }
}
