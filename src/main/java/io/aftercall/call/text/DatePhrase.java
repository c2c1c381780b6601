package io.aftercall.call.text;

import io.aftercall.call.text.DayRule.Days;
import io.aftercall.call.text.Symbol.DayPart;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * What a phrase says about a time, before the day of the call makes a date of it.
 *
 * @param day null if only a span of time was said
 * @param weekday the day of the week that stands beside a date and must be its own, or null
 * @param span the time from the call on, or null
 * @param clock null if no time of day was said
 * @param part null if no part of a day was said
 * @param offset the offset that was given with the time, or null
 * @param about whether the speaker said "about"
 */
record DatePhrase(
    DayRule day,
    DayOfWeek weekday,
    Duration span,
    ClockTime clock,
    DayPart part,
    ZoneOffset offset,
    boolean about) {

  /**
   * When that is.
   *
   * @param days the days it may be
   * @param moment null unless a day and a time are certain
   * @param time null unless a time is certain
   */
  record Resolved(Days days, OffsetDateTime moment, LocalTime time) {}

  /**
   * Empty if no day is certain, or it lies before the call.
   *
   * @param call null if it is not known when the call was
   */
  Optional<Resolved> at(CallMoment call) {
    if (span != null) {
      return call == null || clock != null || day != null
          ? Optional.empty()
          : call.after(span).map(DatePhrase::resolved);
    }
    LocalDate today = call == null ? null : call.today().orElse(null);
    // A night belongs to two days.
    return day == null || part == DayPart.NIGHT
        ? Optional.empty()
        : day.from(today)
            .filter(days -> weekday == null || isTheWeekday(days))
            .flatMap(days -> timed(days, call));
  }

  private boolean isTheWeekday(Days days) {
    return days.isOne() && days.first().getDayOfWeek() == weekday;
  }

  private static Resolved resolved(ZonedDateTime moment) {
    LocalDate day = moment.toLocalDate();
    return new Resolved(new Days(day, day), moment.toOffsetDateTime(), moment.toLocalTime());
  }

  private Optional<Resolved> timed(Days days, CallMoment call) {
    LocalTime time = clock == null ? null : clock.in(part);
    if (time == null || !days.isOne()) {
      return isOver(days, call) ? Optional.empty() : Optional.of(new Resolved(days, null, time));
    }
    if (offset == null && call == null) {
      return Optional.of(new Resolved(days, null, time));
    }
    OffsetDateTime moment =
        offset == null
            ? days.first().atTime(time).atZone(call.start().getZone()).toOffsetDateTime()
            : days.first().atTime(time).atOffset(offset);
    boolean over =
        call != null
            && moment.isBefore(call.latest().toOffsetDateTime())
            && days.first().equals(call.start().toLocalDate());
    return over ? Optional.empty() : Optional.of(new Resolved(days, moment, time));
  }

  /** "This morning" said in the afternoon is no time to come. */
  private boolean isOver(Days days, CallMoment call) {
    if (part == null || call == null || !days.last().equals(call.start().toLocalDate())) {
      return false;
    }
    int hour = call.latest().getHour();
    return switch (part) {
      case MORNING -> hour >= 11;
      case NOON -> hour >= 14;
      case AFTERNOON -> hour >= 18;
      case EVENING, NIGHT -> hour >= 22;
    };
  }
}
