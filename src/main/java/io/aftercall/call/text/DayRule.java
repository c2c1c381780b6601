package io.aftercall.call.text;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Which days a phrase names, seen from the day of the call. */
interface DayRule {
  /** Further ahead a day without a year is more likely one that has passed. */
  int FURTHEST_ROLLOVER = 270;

  /** Nobody who is called was born before. */
  int OLDEST_YEAR = 1900;

  int LAST_YEAR = 2100;

  /**
   * The days, none of them before {@code today} unless a year was said; empty if that is not
   * certain.
   *
   * @param today null if the day of the call is not known
   */
  Optional<Days> from(LocalDate today);

  /** One day, or all from the first to the last. */
  record Days(LocalDate first, LocalDate last) {
    static Optional<Days> of(LocalDate day) {
      return Optional.of(new Days(day, day));
    }

    boolean isOne() {
      return first.equals(last);
    }
  }

  /** With a year; two digits count only close to the call. */
  static DayRule date(int year, int month, int day) {
    return today -> year(year, today).flatMap(y -> existing(y, month, day)).flatMap(Days::of);
  }

  private static Optional<Integer> year(int year, LocalDate today) {
    if (year >= 100) {
      return year >= OLDEST_YEAR && year <= LAST_YEAR ? Optional.of(year) : Optional.empty();
    }
    int full = 2000 + year;
    boolean near =
        today == null
            ? full >= 2020 && full < 2040
            : full >= today.getYear() - 1 && full <= today.getYear() + 10;
    return near ? Optional.of(full) : Optional.empty();
  }

  private static Optional<LocalDate> existing(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** Without a year: the next such day, today included. */
  static DayRule monthDay(int month, int day) {
    return today -> {
      if (today == null) {
        return Optional.empty();
      }
      Optional<LocalDate> thisYear =
          existing(today.getYear(), month, day).filter(date -> !date.isBefore(today));
      return thisYear
          .or(() -> existing(today.getYear() + 1, month, day).filter(date -> isNear(today, date)))
          .flatMap(Days::of);
    };
  }

  private static boolean isNear(LocalDate today, LocalDate date) {
    return ChronoUnit.DAYS.between(today, date) <= FURTHEST_ROLLOVER;
  }

  /** "Am fünfzehnten": the next such day after today; today itself is not certain. */
  static DayRule dayOfMonth(int day) {
    return today -> {
      if (today == null || day < 1 || day == today.getDayOfMonth()) {
        return Optional.empty();
      }
      YearMonth month = YearMonth.from(today).plusMonths(day < today.getDayOfMonth() ? 1 : 0);
      return day <= month.lengthOfMonth() ? Days.of(month.atDay(day)) : Optional.empty();
    };
  }

  static DayRule inDays(int days) {
    return today -> today == null ? Optional.empty() : Days.of(today.plusDays(days));
  }

  static DayRule inMonths(int months) {
    return today -> today == null ? Optional.empty() : Days.of(today.plusMonths(months));
  }

  /** A whole month or a third of it, of this year or the next. */
  static DayRule month(Integer year, int month, Third third) {
    return today -> {
      if (year != null) {
        return year(year, today).map(y -> third.of(YearMonth.of(y, month)));
      }
      if (today == null) {
        return Optional.empty();
      }
      Days days = third.of(YearMonth.of(today.getYear(), month));
      if (!days.last().isBefore(today)) {
        return Optional.of(days);
      }
      Days next = third.of(YearMonth.of(today.getYear() + 1, month));
      return isNear(today, next.last()) ? Optional.of(next) : Optional.empty();
    };
  }

  /** This month (0) or one of the next. */
  static DayRule monthFromNow(int months, Third third) {
    return today ->
        today == null
            ? Optional.empty()
            : Optional.of(third.of(YearMonth.from(today).plusMonths(months)))
                .filter(days -> !days.last().isBefore(today));
  }

  /** What is meant by beginning, middle and end of a month or week, the widest anybody means. */
  enum Third {
    BEGIN,
    MIDDLE,
    END,
    WHOLE;

    Days ofWeek(LocalDate first) {
      return switch (this) {
        case BEGIN -> new Days(first, first.plusDays(2));
        case MIDDLE -> new Days(first.plusDays(1), first.plusDays(3));
        case END -> new Days(first.plusDays(3), first.plusDays(6));
        case WHOLE -> new Days(first, first.plusDays(6));
      };
    }

    Days of(YearMonth month) {
      return switch (this) {
        case BEGIN -> new Days(month.atDay(1), month.atDay(10));
        case MIDDLE -> new Days(month.atDay(11), month.atDay(20));
        case END -> new Days(month.atDay(21), month.atEndOfMonth());
        case WHOLE -> new Days(month.atDay(1), month.atEndOfMonth());
      };
    }
  }

  /** A week by its ISO number; without a year of this year, or of the next if it is over. */
  static DayRule weekNumber(Integer year, int week) {
    return today -> {
      if (year != null) {
        return year(year, today).flatMap(y -> week(y, week));
      }
      if (today == null) {
        return Optional.empty();
      }
      int now = today.get(IsoFields.WEEK_BASED_YEAR);
      return week(now, week)
          .filter(days -> !days.last().isBefore(today))
          .or(() -> week(now + 1, week).filter(days -> isNear(today, days.last())));
    };
  }

  private static Optional<Days> week(int year, int week) {
    if (week < 1 || week > 53) {
      return Optional.empty();
    }
    LocalDate monday =
        LocalDate.of(year, 1, 4)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .plusWeeks(week - 1L);
    return monday.get(IsoFields.WEEK_BASED_YEAR) == year
        ? Optional.of(new Days(monday, monday.plusDays(6)))
        : Optional.empty();
  }
}
