package io.aftercall.destination.mail;

import io.aftercall.outbox.CalendarEntry;
import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * An appointment as calendars take it from an e-mail (iTIP, RFC 5546): a request, or a cancellation
 * of one.
 *
 * @param owner whom the customer answers
 * @param sender sends in the owner's place; may be the owner
 */
record CalendarInvite(
    CalendarEntry entry,
    ZoneId zone,
    Words words,
    InternetAddress owner,
    InternetAddress sender,
    List<InternetAddress> attendees,
    Instant written) {
  /** What people read. Absent texts are empty. */
  record Words(String title, String location, String description) {}

  private static final String REMINDER = "-PT15M";

  /** The same for one of them, who learns of nobody else. */
  CalendarInvite only(InternetAddress attendee) {
    return new CalendarInvite(entry, zone, words, owner, sender, List.of(attendee), written);
  }

  /** {@code REQUEST} or {@code CANCEL}. */
  String method() {
    return entry.cancelled() ? "CANCEL" : "REQUEST";
  }

  String text() {
    CalendarText text = new CalendarText();
    text.line("BEGIN", "VCALENDAR")
        .line("PRODID", "-//Aftercall//Appointments//EN")
        .line("VERSION", "2.0")
        .line("CALSCALE", "GREGORIAN")
        .line("METHOD", method());
    CalendarZone times = new CalendarZone(zone);
    times.define(text, entry.start(), entry.end());
    text.line("BEGIN", "VEVENT")
        .line("UID", entry.uid() + "@aftercall")
        .line("SEQUENCE", Integer.toString(entry.sequence()))
        .line("DTSTAMP", CalendarZone.utc(written));
    times.moment(text, "DTSTART", entry.start());
    times.moment(text, "DTEND", entry.end());
    text.text("SUMMARY", words.title())
        .text("LOCATION", words.location())
        .text("DESCRIPTION", words.description())
        .line("STATUS", entry.cancelled() ? "CANCELLED" : "CONFIRMED")
        .line("TRANSP", "OPAQUE");
    people(text);
    if (!entry.cancelled()) {
      text.line("BEGIN", "VALARM")
          .line("ACTION", "DISPLAY")
          .line("TRIGGER", REMINDER)
          .text("DESCRIPTION", words.title().isBlank() ? "Reminder" : words.title())
          .line("END", "VALARM");
    }
    return text.line("END", "VEVENT").line("END", "VCALENDAR").toString();
  }

  private void people(CalendarText text) {
    String sentBy =
        owner.getAddress().equals(sender.getAddress())
            ? ""
            : ";SENT-BY=" + CalendarText.quoted("mailto:" + sender.getAddress());
    text.line("ORGANIZER" + name(owner) + sentBy, "mailto:" + owner.getAddress());
    for (InternetAddress attendee : attendees) {
      text.line(
          "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
              + name(attendee),
          "mailto:" + attendee.getAddress());
    }
  }

  private static String name(InternetAddress address) {
    String name = address.getPersonal();
    return name == null || name.isBlank() ? "" : ";CN=" + CalendarText.quoted(name);
  }
}
