package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.CalendarEntries;
import io.aftercall.outbox.CalendarEntry;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

/** The appointment as the customer's mail reader gets it, read by another iCalendar library. */
class AppointmentMailTest {
  private static final String RECORD =
      """
      {"to": "erika@example.com", "reply_to": "anna@acme.example", "customer": "Frau Mustermann",
       "salutation": "Ms.", "last_name": "Mustermann", "day": "20.02.2026", "time": "14:30",
       "start": "2026-02-20T14:30:00+01:00", "minutes": 45, "zone": "Europe/Berlin",
       "location": "Musterweg 1; Hof, links"%s}\
      """;

  @Test
  void anInvitationIsReadAsOneByAnotherLibrary() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      MimeMessage mail = sent(server, RECORD.formatted(""), CalendarEntries.none());
      Calendar calendar = calendar(mail);
      VEvent event = event(calendar);

      assertThat(mail.getSubject()).isEqualTo("Your appointment on 20.02.2026");
      assertThat(mail.getReplyTo()[0]).hasToString("anna@acme.example");
      assertThat(calendarPart(mail).getContentType())
          .contains("text/calendar")
          .contains("method=REQUEST");
      calendar.validate();
      assertThat(calendar.getComponent("VTIMEZONE")).isPresent();
      assertThat(value(event, "DTSTART")).isEqualTo("20260220T143000");
      assertThat(value(event, "DTEND")).isEqualTo("20260220T151500");
      assertThat(event.getProperty("DTSTART").orElseThrow().getParameter("TZID"))
          .hasValueSatisfying(zone -> assertThat(zone.getValue()).isEqualTo("Europe/Berlin"));
      assertThat(value(event, "SEQUENCE")).isEqualTo("0");
      assertThat(value(event, "STATUS")).isEqualTo("CONFIRMED");
      assertThat(value(event, "ORGANIZER")).isEqualTo("mailto:anna@acme.example");
      assertThat(value(event, "ATTENDEE")).isEqualTo("mailto:erika@example.com");
      assertThat(value(event, "LOCATION")).isEqualTo("Musterweg 1; Hof, links");
      assertThat(event.getAlarms()).hasSize(1);
    }
  }

  @Test
  void aChangeAndACancellationNameTheSameAppointmentInTheCustomersLanguage() throws Exception {
    Instant start = Instant.parse("2026-02-20T13:30:00Z");
    Instant was = Instant.parse("2026-02-18T09:00:00Z");
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      MimeMessage mail =
          sent(
              server,
              RECORD.formatted(", \"language\": \"de\""),
              known(new CalendarEntry("u1", 1, start, start.plusSeconds(1800), was, false)));

      assertThat(mail.getSubject()).isEqualTo("Neuer Zeitpunkt: Termin am 20.02.2026 um 14:30 Uhr");
      assertThat(plain(mail))
          .contains("Guten Tag Frau Mustermann,")
          .contains("Ihr Termin vom 18.02.2026 um 10:00 Uhr hat sich geändert");
      assertThat(value(event(calendar(mail)), "UID")).isEqualTo("u1@aftercall");
      assertThat(value(event(calendar(mail)), "SEQUENCE")).isEqualTo("1");
    }
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      MimeMessage mail =
          sent(
              server,
              """
              {"to": "erika@example.com", "calendar": "cancel", "zone": "Europe/Berlin"}\
              """,
              known(new CalendarEntry("u1", 2, start, start.plusSeconds(1800), start, true)));
      Calendar calendar = calendar(mail);

      assertThat(mail.getSubject()).isEqualTo("Cancelled: appointment on 20.02.2026");
      assertThat(plain(mail)).contains("does not take place:").contains("20.02.2026, 14:30");
      calendar.validate();
      assertThat(calendar.getProperty("METHOD").orElseThrow().getValue()).isEqualTo("CANCEL");
      assertThat(value(event(calendar), "STATUS")).isEqualTo("CANCELLED");
      assertThat(value(event(calendar), "UID")).isEqualTo("u1@aftercall");
      assertThat(event(calendar).getAlarms()).isEmpty();
    }
  }

  @Test
  void whatTheCustomerKnowsIsNotSentAgain() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      DeliveryItem deliveryItem = item("e1.test.0", 1, RECORD.formatted(""));
      deliver(server, deliveryItem, known(null));

      assertThat(deliveryItem.outcome()).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.heard("DATA")).isZero();
    }
  }

  @Test
  void withoutAnAddressPeopleReadOfItWithoutAnInvitation() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      MimeMessage mail =
          sent(
              server,
              RECORD.formatted("").replace("\"to\": \"erika@example.com\",", ""),
              CalendarEntries.none());

      assertThat(plain(mail)).contains("Please confirm this appointment to the customer");
      assertThat(((Multipart) mail.getContent()).getContentType()).contains("alternative");
    }
  }

  @Test
  void aRecordWithoutATimeIsRejected() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      DeliveryItem deliveryItem = item("e1.test.0", 1, "{\"to\": \"erika@example.com\"}");
      deliver(server, deliveryItem, CalendarEntries.none());

      assertThat(deliveryItem.outcome())
          .isInstanceOfSatisfying(
              Outcome.Rejected.class, why -> assertThat(why.field()).isEqualTo("start"));
    }
  }

  private static CalendarEntries known(CalendarEntry entry) {
    return new CalendarEntries() {
      @Override
      public Optional<CalendarEntry> request(
          String deliveryId, String personKey, Appointment appointment) {
        return Optional.ofNullable(entry);
      }

      @Override
      public Optional<CalendarEntry> cancel(String deliveryId, String personKey) {
        return Optional.ofNullable(entry);
      }
    };
  }

  private static MimeMessage sent(ScriptedSmtp server, String record, CalendarEntries entries)
      throws Exception {
    DeliveryItem deliveryItem = item("e1.test.0", 1, record);
    deliver(server, deliveryItem, entries);
    assertThat(deliveryItem.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.heard("DATA")).isOne();
    List<String> heard = server.heard();
    String letter =
        heard.subList(heard.indexOf("DATA") + 1, heard.indexOf(".")).stream()
            .map(line -> line.startsWith(".") ? line.substring(1) : line)
            .collect(Collectors.joining("\r\n"));
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(letter.getBytes(StandardCharsets.UTF_8)));
  }

  private static void deliver(
      ScriptedSmtp server, DeliveryItem deliveryItem, CalendarEntries entries) throws Exception {
    MailSettings settings =
        new MailSettings(
            "127.0.0.1",
            server.port(),
            null,
            "",
            "",
            "",
            "calls@acme.example",
            "sales@acme.example");
    try (KameletStage stage = MailStage.ofAppointments(settings, entries)) {
      stage.deliver(new DeliveryBatch("test", List.of(deliveryItem)));
    }
  }

  private static String plain(MimeMessage mail) throws Exception {
    Multipart all = (Multipart) mail.getContent();
    Object first = all.getBodyPart(0).getContent();
    return (first instanceof Multipart inner ? inner.getBodyPart(0).getContent() : first)
        .toString();
  }

  private static BodyPart calendarPart(MimeMessage mail) throws Exception {
    Multipart mixed = (Multipart) mail.getContent();
    return ((Multipart) mixed.getBodyPart(0).getContent()).getBodyPart(2);
  }

  private static Calendar calendar(MimeMessage mail) throws Exception {
    String text =
        new String(calendarPart(mail).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text.split("\r\n"))
        .allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(76));
    return new CalendarBuilder().build(new StringReader(text));
  }

  private static VEvent event(Calendar calendar) {
    return (VEvent) calendar.getComponent("VEVENT").orElseThrow();
  }

  private static String value(VEvent event, String property) {
    return event.getProperty(property).orElseThrow().getValue();
  }
}
