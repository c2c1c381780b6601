package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Time stamps of machines, in every shape senders use, as ISO-8601 with an offset. */
final class Timestamps {
  /** The words of {@code .weekday}. */
  static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static final double FIRST_MILLIS = 1e11;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  private Timestamps() {}

  /** The first of these names that is a moment; without an offset it is the zone's. Else null. */
  static OffsetDateTime first(JsonNode object, ZoneId zone, String... names) {
    for (String name : names) {
      OffsetDateTime moment = read(object.path(name), zone);
      if (moment != null) {
        return moment;
      }
    }
    return null;
  }

  /** {@code 2024-01-15T10:30:00Z} or with another offset; null for null. */
  static String text(OffsetDateTime moment) {
    return moment == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
  }

  /** {@code local_date}, {@code local_time} and {@code weekday} of a moment; null for null. */
  static void local(ObjectNode call, OffsetDateTime moment, ZoneId zone) {
    LocalDateTime local = moment == null ? null : moment.atZoneSameInstant(zone).toLocalDateTime();
    call.put("local_date", local == null ? null : local.toLocalDate().toString())
        .put("local_time", local == null ? null : CLOCK.format(local))
        .put("weekday", local == null ? null : WEEKDAYS.get(local.getDayOfWeek().ordinal()));
  }

  /** One stamp of a segment as text, to the millisecond; null if it is none. */
  static String stamp(JsonNode value) {
    OffsetDateTime moment = read(value, ZoneOffset.UTC);
    return moment == null ? null : text(moment.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Null for anything that is no moment. */
  static OffsetDateTime read(JsonNode value, ZoneId zone) {
    if (value.isTextual()) {
      return SpokenDateTime.read(value.textValue()).map(said -> said.in(zone)).orElse(null);
    }
    return value.isNumber() ? epoch(value.doubleValue()) : null;
  }

  /** Seconds since 1970, or milliseconds where seconds would lie thousands of years ahead. */
  private static OffsetDateTime epoch(double number) {
    double millis = number >= FIRST_MILLIS ? number : number * 1000;
    try {
      return number > 0 && millis < 1e14
          ? Instant.ofEpochMilli(Math.round(millis)).atOffset(ZoneOffset.UTC)
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
