package io.aftercall.call.text;

import io.aftercall.call.text.DayRule.Third;
import io.aftercall.call.text.Symbol.DayPart;
import io.aftercall.call.text.Symbol.Kind;
import io.aftercall.call.text.Symbol.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** The parts of a date as they are read; what contradicts an earlier part makes all of it wrong. */
final class DateParts {
  private static final int LONGEST_SPAN = 400;
  private static final int MOST_MONTHS = 24;
  private static final int MOST_YEARS = 5;

  private final List<DayOfWeek> weekStarts;
  private DayRule day;
  private int daysFromToday = -1;
  private Integer weeks;
  private Third thirdOfWeek = Third.WHOLE;
  private boolean weeksCounted;
  private boolean counted;
  private DayOfWeek weekday;
  private Kind weekdayWord;
  private boolean weekdayNeedsDate;
  private Duration span;
  private ClockTime clock;
  private DayPart part;
  private boolean about;
  private boolean wrong;

  DateParts(List<DayOfWeek> weekStarts) {
    this.weekStarts = weekStarts;
  }

  void day(DayRule rule) {
    wrong |= day != null;
    day = rule;
  }

  void daysFromToday(int days) {
    daysFromToday = days;
    day(DayRule.inDays(days));
  }

  /** "In two weeks"; behind "today" or "tomorrow" it counts from that day. */
  void in(int count, Unit unit) {
    wrong |= count < 1 || count > LONGEST_SPAN;
    counted = true;
    switch (unit) {
      case MINUTE -> span(Duration.ofMinutes(count));
      case HOUR -> span(Duration.ofHours(count));
      case DAY -> inDays(count);
      case WEEK -> inWeeks(count);
      case MONTH -> inMonths(count, count <= MOST_MONTHS);
      case YEAR -> inMonths(12 * count, count <= MOST_YEARS);
    }
  }

  private void inDays(int count) {
    int from = Math.max(daysFromToday, 0);
    if (daysFromToday >= 0) {
      day = null;
    }
    daysFromToday(from + count);
  }

  private void inWeeks(int count) {
    if (daysFromToday >= 0) {
      inDays(7 * count);
    } else {
      weeksCounted = true;
      weeks(count, Third.WHOLE);
    }
  }

  private void inMonths(int count, boolean sane) {
    wrong |= !sane;
    day(DayRule.inMonths(count));
  }

  void span(Duration time) {
    wrong |= span != null;
    span = time;
  }

  /** This week (0), the next (1) or the one after it (2), or a third of it. */
  void weeks(int count, Third third) {
    wrong |= weeks != null;
    weeks = count;
    thirdOfWeek = third;
  }

  /**
   * @param word NEXT, COMING, THIS, or null for none
   */
  void weekday(DayOfWeek said, Kind word, boolean needsDate) {
    wrong |= weekday != null;
    weekday = said;
    weekdayWord = word;
    weekdayNeedsDate = needsDate;
  }

  void clock(ClockTime time) {
    wrong |= clock != null || !time.exists();
    clock = time;
  }

  void part(DayPart said) {
    wrong |= part != null && part != said;
    part = said;
  }

  void about() {
    about = true;
  }

  /** Whether a day was named so far. */
  boolean hasDay() {
    return day != null || weekday != null || weeks != null;
  }

  /** The same, and it was not counted: "in einer Woche morgen" is a day later. */
  boolean namesADay() {
    return hasDay() && !counted;
  }

  /** Null if no day and no span was named, or two parts contradict each other. */
  DatePhrase phrase(ZoneOffset offset) {
    DayRule rule = rule();
    boolean beside = weekday != null && day != null;
    if (wrong || (rule == null && (span == null || hasDay()))) {
      return null;
    }
    return new DatePhrase(rule, beside ? weekday : null, span, clock, part, offset, about);
  }

  private DayRule rule() {
    if (weeks != null) {
      return day == null ? ofWeek() : null;
    }
    if (weekday == null) {
      return day;
    }
    if (day == null) {
      return weekdayNeedsDate ? null : ofWeekday();
    }
    return weekdayWord == Kind.NEXT ? null : day;
  }

  private DayRule ofWeek() {
    if (weekday == null) {
      return weeksCounted
          ? DayRule.inDays(7 * weeks)
          : WeekRules.weekFromNow(weeks, thirdOfWeek, weekStarts);
    }
    if (weekdayWord != null || weekdayNeedsDate || thirdOfWeek != Third.WHOLE) {
      return null;
    }
    return weeksCounted
        ? WeekRules.weekdayInWeeks(weekday, weeks, weekStarts)
        : WeekRules.weekdayOfWeek(weekday, weeks, weekStarts);
  }

  private DayRule ofWeekday() {
    if (weekdayWord == null) {
      return WeekRules.weekday(weekday);
    }
    return switch (weekdayWord) {
      case NEXT -> WeekRules.nextWeekday(weekday, weekStarts);
      case COMING -> WeekRules.comingWeekday(weekday);
      default -> WeekRules.thisWeekday(weekday);
    };
  }
}
