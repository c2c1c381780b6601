package io.aftercall.notification;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * When nobody is to be disturbed: a part of every day, and whole days.
 *
 * @param from equal to {@code to}: no part of the day
 * @param to before {@code from} when it is over midnight
 */
record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> days, ZoneId zone) {
  static final String HINT = "write HH:MM-HH:MM, as in 20:00-07:00";

  /**
   * @param hours {@code 20:00-07:00}, or empty
   * @param zone name of a time zone; empty for the machine's
   * @throws IllegalArgumentException what is wrong and what to write, to stand behind the name of
   *     the setting: {@code quiet-hours: …}
   */
  static QuietHours of(String hours, List<String> days, String zone) {
    LocalTime from = LocalTime.MIDNIGHT;
    LocalTime to = LocalTime.MIDNIGHT;
    if (!hours.isEmpty()) {
      String[] ends = hours.split("\\s*[-–]\\s*", -1);
      if (ends.length != 2) {
        throw new IllegalArgumentException("quiet-hours: '" + hours + "' is no period; " + HINT);
      }
      from = time(ends[0]);
      to = time(ends[1]);
    }
    Set<DayOfWeek> whole = EnumSet.noneOf(DayOfWeek.class);
    days.forEach(day -> whole.add(day(day)));
    return new QuietHours(from, to, whole, zone(zone));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(
          text.strip().matches("\\d:\\d\\d") ? "0" + text.strip() : text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("quiet-hours: '" + text + "' is no time; " + HINT, e);
    }
  }

  private static DayOfWeek day(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name.length() >= 3 && day.name().startsWith(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(
        "quiet-days: '" + text + "' is no day; write monday to sunday, or mon to sun");
  }

  private static ZoneId zone(String text) {
    try {
      return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone: '" + text + "' is no time zone; write one like Europe/Berlin", e);
    }
  }

  boolean includes(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    if (days.contains(here.getDayOfWeek())) {
      return true;
    }
    LocalTime time = here.toLocalTime();
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : from.isAfter(to) && (!time.isBefore(from) || time.isBefore(to));
  }
}
