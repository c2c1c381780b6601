package io.aftercall.mapping;

import io.aftercall.call.SpokenValues;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times of calls, in the zone where the customer lives. */
final class LocalDateTimes {
  static final Pattern STEP = Pattern.compile("([+-]?)(\\d{1,5})([mhdw])");

  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final Set<String> GERMAN = Set.of("DE", "AT", "CH", "LI");

  private LocalDateTimes() {}

  /** The day on a calendar in that zone; a date without a time stays what it is. */
  static Optional<LocalDate> day(String text, ZoneId zone) {
    return moment(text, zone).map(OffsetDateTime::toLocalDate).or(() -> SpokenValues.date(text));
  }

  static Optional<OffsetDateTime> moment(String text, ZoneId zone) {
    return SpokenValues.dateTime(text, zone)
        .map(moment -> moment.atZoneSameInstant(zone).toOffsetDateTime());
  }

  /** {@code 2024-01-15T11:30:00+01:00}: what Salesforce and JSON readers take. */
  static String iso(OffsetDateTime moment) {
    return DATE_TIME.format(moment);
  }

  static String time(OffsetDateTime moment) {
    return TIME.format(moment);
  }

  static OffsetDateTime at(LocalDate day, LocalTime time, ZoneId zone) {
    return day.atTime(time).atZone(zone).toOffsetDateTime();
  }

  /** Empty when the pattern asks for a time and the text only has a date. */
  static Optional<String> formatted(
      String text, Written written, ConversionContext conversionContext) {
    Optional<OffsetDateTime> moment = moment(text, conversionContext.zone());
    Optional<? extends TemporalAccessor> said =
        moment.isPresent() ? moment : SpokenValues.date(text);
    try {
      return said.map(written.in(conversionContext.region())::format);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** One pattern in the languages we know the names of days and months in. */
  record Written(DateTimeFormatter german, DateTimeFormatter english) {
    static Written of(String pattern) {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.GERMAN);
      return new Written(format, format.withLocale(Locale.ENGLISH));
    }

    DateTimeFormatter in(String region) {
      return region != null && GERMAN.contains(region) ? german : english;
    }
  }

  /** The n-th day from Monday to Friday after this one. */
  static LocalDate workDays(LocalDate day, int count) {
    LocalDate moved = day;
    for (int left = count; left > 0; ) {
      moved = moved.plusDays(1);
      if (moved.getDayOfWeek() != DayOfWeek.SATURDAY && moved.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return moved;
  }

  /** Days and weeks move the calendar, minutes and hours the clock. */
  static Optional<String> shifted(String text, String step, ZoneId zone) {
    Matcher matcher = STEP.matcher(step);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1) + matcher.group(2));
    ChronoUnit unit =
        switch (matcher.group(3)) {
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          case "d" -> ChronoUnit.DAYS;
          default -> ChronoUnit.WEEKS;
        };
    Optional<OffsetDateTime> moment = moment(text, zone);
    if (moment.isPresent()) {
      return Optional.of(
          iso(moment.get().atZoneSameInstant(zone).plus(count, unit).toOffsetDateTime()));
    }
    return unit.isDateBased()
        ? SpokenValues.date(text).map(day -> day.plus(count, unit).toString())
        : Optional.empty();
  }
}
