package io.aftercall.destination.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.TextHash;
import io.aftercall.outbox.CalendarEntries;
import io.aftercall.outbox.CalendarEntry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What an e-mail says about an appointment. The record has {@code start} with its offset, {@code
 * minutes} or {@code end}, {@code zone} and {@code location}; {@code calendar: cancel} takes the
 * appointment back.
 */
final class Appointments {
  private static final Duration USUAL = Duration.ofMinutes(30);
  private static final int LONGEST_MINUTES = 24 * 60;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final CalendarEntries entries;

  Appointments(CalendarEntries entries) {
    this.entries = entries;
  }

  /**
   * The entry for the customer's calendar; the item is complete where there is none to send: the
   * reader knows of it, or never knew of what is taken back, or the record has no time.
   *
   * @param byStaff whether people of ours read it in the customer's place, who has no address
   */
  Optional<CalendarEntry> entry(DeliveryItem deliveryItem, ObjectNode record, boolean byStaff) {
    // What they were told, the customer does not know.
    String reader = deliveryItem.personKey() + (byStaff ? " by staff" : "");
    if (isCancellation(record)) {
      Optional<CalendarEntry> entry = entries.cancel(deliveryItem.deliveryId(), reader);
      return told(deliveryItem, entry, "mail: no appointment to take back is known");
    }
    Optional<Instant> start = moment(record, "start");
    if (start.isEmpty()) {
      deliveryItem.completeLocally(
          new Outcome.Rejected("mail: the appointment has no time with an offset", "start"));
      return Optional.empty();
    }
    Instant end = end(start.get(), record);
    String content =
        TextHash.of(start.get().toString(), end.toString(), text(record, "location"), zone(record));
    return told(
        deliveryItem,
        entries.request(
            deliveryItem.deliveryId(),
            reader,
            new CalendarEntries.Appointment(start.get(), end, content)),
        "mail: this appointment is known, or a later one");
  }

  private static Instant end(Instant start, ObjectNode record) {
    int minutes = record.path("minutes").asInt();
    if (minutes > 0 && minutes <= LONGEST_MINUTES) {
      return start.plus(Duration.ofMinutes(minutes));
    }
    return moment(record, "end")
        .filter(given -> given.isAfter(start))
        .orElseGet(() -> start.plus(USUAL));
  }

  private static Optional<CalendarEntry> told(
      DeliveryItem deliveryItem, Optional<CalendarEntry> entry, String otherwise) {
    if (entry.isEmpty()) {
      deliveryItem.completeLocally(new Outcome.Delivered("", otherwise));
    }
    return entry;
  }

  /**
   * The record as the templates see it: {@code calendar} is {@code new}, {@code changed} or {@code
   * cancelled}, {@code was_day} and {@code was_time} are those the reader knows.
   */
  static ObjectNode described(ObjectNode record, CalendarEntry entry) {
    ObjectNode described = record.deepCopy();
    boolean known = entry.previousStart() != null;
    described.put("calendar", isCancellation(record) ? "cancelled" : known ? "changed" : "new");
    if (known) {
      OffsetDateTime was = entry.previousStart().atZone(ZoneId.of(zone(record))).toOffsetDateTime();
      described.put("was_day", DAY.format(was)).put("was_time", TIME.format(was));
    }
    return described;
  }

  private static boolean isCancellation(ObjectNode record) {
    return text(record, "calendar").equals("cancel");
  }

  /** UTC where the record names none that is known. */
  static String zone(ObjectNode record) {
    try {
      return ZoneId.of(text(record, "zone")).getId();
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC.getId();
    }
  }

  private static Optional<Instant> moment(ObjectNode record, String field) {
    try {
      return Optional.of(OffsetDateTime.parse(text(record, field)).toInstant());
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  static String text(ObjectNode record, String field) {
    return record.path(field).asText("").strip();
  }
}
