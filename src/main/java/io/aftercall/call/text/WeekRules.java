package io.aftercall.call.text;

import io.aftercall.call.text.DayRule.Days;
import io.aftercall.call.text.DayRule.Third;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/** Rules for days of the week, and for weeks seen from that of the call. */
final class WeekRules {
  private WeekRules() {}

  /** The days of a week from now, if all who speak the language mean the same ones. */
  static DayRule weekFromNow(int weeks, Third third, List<DayOfWeek> starts) {
    return today -> {
      if (today == null) {
        return Optional.empty();
      }
      List<LocalDate> firsts = firsts(today, weeks, starts);
      LocalDate first = firsts.get(0);
      Days days = third.ofWeek(first);
      for (LocalDate other : firsts) {
        if (Math.abs(ChronoUnit.DAYS.between(first, other)) > 1) {
          return Optional.empty();
        }
      }
      return days.last().isBefore(today) ? Optional.empty() : Optional.of(days);
    };
  }

  private static List<LocalDate> firsts(LocalDate today, int weeks, List<DayOfWeek> starts) {
    return starts.stream()
        .map(start -> today.with(TemporalAdjusters.previousOrSame(start)).plusWeeks(weeks))
        .toList();
  }

  /** The day of a week from now, if all who speak the language mean the same one. */
  static DayRule weekdayOfWeek(DayOfWeek day, int weeks, List<DayOfWeek> starts) {
    return today -> {
      if (today == null) {
        return Optional.empty();
      }
      List<LocalDate> days =
          firsts(today, weeks, starts).stream()
              .map(first -> first.with(TemporalAdjusters.nextOrSame(day)))
              .distinct()
              .toList();
      LocalDate only = days.get(0);
      return days.size() == 1 && !only.isBefore(today) ? Days.of(only) : Optional.empty();
    };
  }

  /** The nearest such day after today. Said on that very day it could be either, so it is none. */
  static DayRule weekday(DayOfWeek day) {
    return today ->
        today == null || today.getDayOfWeek() == day
            ? Optional.empty()
            : Days.of(today.with(TemporalAdjusters.next(day)));
  }

  /** "Kommenden Dienstag": the nearest after today, also a week after today. */
  static DayRule comingWeekday(DayOfWeek day) {
    return today ->
        today == null ? Optional.empty() : Days.of(today.with(TemporalAdjusters.next(day)));
  }

  /**
   * "Nächsten Dienstag": some mean the nearest, some the one of next week. Certain only where both
   * are the same day.
   */
  static DayRule nextWeekday(DayOfWeek day, List<DayOfWeek> starts) {
    return today -> {
      if (today == null) {
        return Optional.empty();
      }
      LocalDate nearest = today.with(TemporalAdjusters.next(day));
      return weekdayOfWeek(day, 1, starts).from(today).filter(days -> days.first().equals(nearest));
    };
  }

  /** "Diesen Dienstag": after today and still in this week. */
  static DayRule thisWeekday(DayOfWeek day) {
    return today -> {
      if (today == null) {
        return Optional.empty();
      }
      LocalDate nearest = today.with(TemporalAdjusters.next(day));
      LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
      return nearest.isAfter(sunday) ? Optional.empty() : Days.of(nearest);
    };
  }

  /** "Dienstag in zwei Wochen": that week's, if it is also two weeks after the nearest one. */
  static DayRule weekdayInWeeks(DayOfWeek day, int weeks, List<DayOfWeek> starts) {
    return today ->
        weekdayOfWeek(day, weeks, starts)
            .from(today)
            .filter(
                days ->
                    today.getDayOfWeek() != day
                        && days.first()
                            .equals(today.with(TemporalAdjusters.next(day)).plusWeeks(weeks)));
  }
}
