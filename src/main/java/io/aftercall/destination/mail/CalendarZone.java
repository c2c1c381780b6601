package io.aftercall.destination.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How moments of one zone are written in an iCalendar object, and the zone's own part of it. */
final class CalendarZone {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  /** Calendars may ask about moments near the appointment, such as its reminder. */
  private static final Duration AROUND = Duration.ofDays(366);

  private final ZoneId zone;

  CalendarZone(ZoneId zone) {
    this.zone = zone;
  }

  static String utc(Instant moment) {
    return LOCAL.format(moment.atOffset(ZoneOffset.UTC)) + "Z";
  }

  /**
   * A moment as local time with the zone; in UTC where the local time comes twice and this is the
   * second one, as a local time means the first.
   */
  void moment(CalendarText text, String name, Instant moment) {
    LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
    boolean first = local.atZone(zone).toInstant().equals(moment);
    if (first && !(zone instanceof ZoneOffset)) {
      text.line(name + ";TZID=" + zone.getId(), LOCAL.format(local));
    } else {
      text.line(name, utc(moment));
    }
  }

  /** The offsets of the zone around an appointment, as a VTIMEZONE. */
  void define(CalendarText text, Instant start, Instant end) {
    if (zone instanceof ZoneOffset) {
      return;
    }
    text.line("BEGIN", "VTIMEZONE").line("TZID", zone.getId());
    List<ZoneOffsetTransition> transitions = transitions(start, end.plus(AROUND));
    if (transitions.isEmpty()) {
      ZoneOffset offset = zone.getRules().getOffset(start);
      observance(text, "STANDARD", LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset, start);
    }
    for (ZoneOffsetTransition transition : transitions) {
      observance(
          text,
          zone.getRules().isDaylightSavings(transition.getInstant()) ? "DAYLIGHT" : "STANDARD",
          transition.getDateTimeBefore(),
          transition.getOffsetBefore(),
          transition.getOffsetAfter(),
          transition.getInstant());
    }
    text.line("END", "VTIMEZONE");
  }

  /** From the one in force a while before. */
  private List<ZoneOffsetTransition> transitions(Instant start, Instant last) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> transitions = new ArrayList<>();
    ZoneOffsetTransition next = rules.previousTransition(start.minus(AROUND));
    if (next == null) {
      next = rules.nextTransition(start.minus(AROUND));
    }
    while (next != null && next.getInstant().isBefore(last)) {
      transitions.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    return transitions;
  }

  private void observance(
      CalendarText text,
      String kind,
      LocalDateTime onset,
      ZoneOffset before,
      ZoneOffset after,
      Instant at) {
    text.line("BEGIN", kind)
        .line("DTSTART", LOCAL.format(onset))
        .line("TZOFFSETFROM", offset(before))
        .line("TZOFFSETTO", offset(after))
        .line("TZNAME", NAME.format(at.atZone(zone)))
        .line("END", kind);
  }

  private static String offset(ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    String text =
        String.format(
            Locale.ROOT,
            "%s%02d%02d",
            offset.getTotalSeconds() < 0 ? "-" : "+",
            seconds / 3600,
            seconds / 60 % 60);
    return seconds % 60 == 0 ? text : text + String.format(Locale.ROOT, "%02d", seconds % 60);
  }
}
