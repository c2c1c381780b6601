package io.aftercall.mapping;

import static io.aftercall.mapping.ConversionKind.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Conversions of dates and times. Without another zone they use that of the call's source. */
final class DateConversions {
  private static final String NO_DATE = "not a date";
  private static final String NO_MOMENT = "not a date with a time";
  private static final String ZONE = "a time zone such as Europe/Berlin";

  static final List<ConversionKind> ALL =
      List.of(
          plain(
                  "date",
                  "the day on the calendar: 2024-02-15",
                  NO_DATE,
                  in(null, DateConversions::day))
              .taking(ZONE, zone -> zone(zone, DateConversions::day)),
          plain("time", "the time of day: 14:30", NO_MOMENT, in(null, DateConversions::time))
              .taking(ZONE, zone -> zone(zone, DateConversions::time)),
          plain(
                  "datetime",
                  "the moment with its offset: 2024-02-15T14:30:00+01:00",
                  NO_MOMENT,
                  in(null, DateConversions::moment))
              .taking(ZONE, zone -> zone(zone, DateConversions::moment)),
          plain("format", "date and time written for people", NO_MOMENT, null)
              .needing("a pattern such as dd.MM.yyyy HH:mm", DateConversions::format),
          plain("at", "a date, at that time of the day: 2024-02-15T09:00:00+01:00", NO_DATE, null)
              .needing("a time such as 09:00", DateConversions::at),
          plain("shift", "moved later, or earlier with a minus", NO_MOMENT, null)
              .needing("a step such as -15m, 2h, 1d, 1w", DateConversions::shift),
          plain("work_days", "that many days later, counting Monday to Friday", NO_DATE, null)
              .needing("a number of days", DateConversions::workDays));

  private DateConversions() {}

  private static Optional<String> day(String text, ZoneId zone) {
    return LocalDateTimes.day(text, zone).map(LocalDate::toString);
  }

  private static Optional<String> time(String text, ZoneId zone) {
    return LocalDateTimes.moment(text, zone).map(LocalDateTimes::time);
  }

  private static Optional<String> moment(String text, ZoneId zone) {
    return LocalDateTimes.moment(text, zone).map(LocalDateTimes::iso);
  }

  /**
   * @param zone null for that of the call
   */
  private static Conversion.Step in(
      ZoneId zone, BiFunction<String, ZoneId, Optional<String>> read) {
    return (value, conversionContext) ->
        text(read.apply(ScalarValues.text(value), zone == null ? conversionContext.zone() : zone));
  }

  private static Optional<Conversion.Step> zone(
      String name, BiFunction<String, ZoneId, Optional<String>> read) {
    if (name.isEmpty()) {
      return Optional.of(in(null, read));
    }
    try {
      return Optional.of(in(ZoneId.of(name), read));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Conversion.Step> format(String pattern) {
    try {
      LocalDateTimes.Written format = LocalDateTimes.Written.of(pattern);
      return Optional.of(
          (value, conversionContext) ->
              text(LocalDateTimes.formatted(ScalarValues.text(value), format, conversionContext)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Conversion.Step> at(String time) {
    try {
      LocalTime clock = LocalTime.parse(time);
      return Optional.of(
          (value, conversionContext) -> text(at(value, clock, conversionContext.zone())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> at(JsonNode value, LocalTime clock, ZoneId zone) {
    Optional<OffsetDateTime> moment =
        LocalDateTimes.day(ScalarValues.text(value), zone)
            .map(day -> LocalDateTimes.at(day, clock, zone));
    return moment.map(LocalDateTimes::iso);
  }

  private static Optional<Conversion.Step> shift(String step) {
    return LocalDateTimes.STEP.matcher(step).matches()
        ? Optional.of(
            (value, conversionContext) ->
                text(
                    LocalDateTimes.shifted(
                        ScalarValues.text(value), step, conversionContext.zone())))
        : Optional.empty();
  }

  private static Optional<Conversion.Step> workDays(String days) {
    return NumberConversions.count(days)
        .map(
            count ->
                (value, conversionContext) ->
                    text(workDays(value, count, conversionContext.zone())));
  }

  private static Optional<String> workDays(JsonNode value, int count, ZoneId zone) {
    return LocalDateTimes.day(ScalarValues.text(value), zone)
        .map(day -> LocalDateTimes.workDays(day, count).toString());
  }

  private static JsonNode text(Optional<String> text) {
    return text.map(TextNode::valueOf).orElse(null);
  }
}
