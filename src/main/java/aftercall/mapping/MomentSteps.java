package aftercall.mapping;

import static aftercall.mapping.ConversionKind.plain;

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
final class MomentSteps {
  private static final String NO_DATE = "not a date";
  private static final String NO_MOMENT = "not a date with a time";
  private static final String ZONE = "a time zone such as Europe/Berlin";

  static final List<ConversionKind> ALL =
      List.of(
          plain("date", "the day on the calendar: 2024-02-15", NO_DATE, in(null, MomentSteps::day))
              .taking(ZONE, zone -> zone(zone, MomentSteps::day)),
          plain("time", "the time of day: 14:30", NO_MOMENT, in(null, MomentSteps::time))
              .taking(ZONE, zone -> zone(zone, MomentSteps::time)),
          plain(
                  "datetime",
                  "the moment with its offset: 2024-02-15T14:30:00+01:00",
                  NO_MOMENT,
                  in(null, MomentSteps::moment))
              .taking(ZONE, zone -> zone(zone, MomentSteps::moment)),
          plain("format", "date and time written for people", NO_MOMENT, null)
              .needing("a pattern such as dd.MM.yyyy HH:mm", MomentSteps::format),
          plain("at", "a date, at that time of the day: 2024-02-15T09:00:00+01:00", NO_DATE, null)
              .needing("a time such as 09:00", MomentSteps::at),
          plain("shift", "moved later, or earlier with a minus", NO_MOMENT, null)
              .needing("a step such as -15m, 2h, 1d, 1w", MomentSteps::shift),
          plain("work_days", "that many days later, counting Monday to Friday", NO_DATE, null)
              .needing("a number of days", MomentSteps::workDays));

  private MomentSteps() {}

  private static Optional<String> day(String text, ZoneId zone) {
    return Moments.day(text, zone).map(LocalDate::toString);
  }

  private static Optional<String> time(String text, ZoneId zone) {
    return Moments.moment(text, zone).map(Moments::time);
  }

  private static Optional<String> moment(String text, ZoneId zone) {
    return Moments.moment(text, zone).map(Moments::iso);
  }

  /**
   * @param zone null for that of the call
   */
  private static Conversion.Step in(
      ZoneId zone, BiFunction<String, ZoneId, Optional<String>> read) {
    return (value, facts) ->
        text(read.apply(Values.text(value), zone == null ? facts.zone() : zone));
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
      Moments.Written format = Moments.Written.of(pattern);
      return Optional.of(
          (value, facts) -> text(Moments.formatted(Values.text(value), format, facts)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Conversion.Step> at(String time) {
    try {
      LocalTime clock = LocalTime.parse(time);
      return Optional.of((value, facts) -> text(at(value, clock, facts.zone())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> at(JsonNode value, LocalTime clock, ZoneId zone) {
    Optional<OffsetDateTime> moment =
        Moments.day(Values.text(value), zone).map(day -> Moments.at(day, clock, zone));
    return moment.map(Moments::iso);
  }

  private static Optional<Conversion.Step> shift(String step) {
    return Moments.STEP.matcher(step).matches()
        ? Optional.of(
            (value, facts) -> text(Moments.shifted(Values.text(value), step, facts.zone())))
        : Optional.empty();
  }

  private static Optional<Conversion.Step> workDays(String days) {
    return NumberSteps.count(days)
        .map(count -> (value, facts) -> text(workDays(value, count, facts.zone())));
  }

  private static Optional<String> workDays(JsonNode value, int count, ZoneId zone) {
    return Moments.day(Values.text(value), zone)
        .map(day -> Moments.workDays(day, count).toString());
  }

  private static JsonNode text(Optional<String> text) {
    return text.map(TextNode::valueOf).orElse(null);
  }
}
