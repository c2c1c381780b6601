package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.DayPart;
import java.time.LocalTime;

/**
 * A time of day as it was said.
 *
 * @param hour from 0 to 24
 * @param exact whether the hour is one of 24: a half of the day was said, or the form shows it
 */
record ClockTime(int hour, int minute, int second, boolean exact) {
  private static final int NOON = 12;

  /** Earlier hours are of the afternoon as likely as of the night. */
  private static final int FIRST_OF_DAY = 8;

  static ClockTime of(int hour, int minute) {
    return new ClockTime(hour, minute, 0, hour > NOON);
  }

  /** With "am" or "pm"; null if there is no such hour. */
  ClockTime half(boolean afternoon) {
    return hour < 1 || hour > NOON
        ? null
        : new ClockTime(hour % NOON + (afternoon ? NOON : 0), minute, second, true);
  }

  boolean exists() {
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  }

  /**
   * The time on a clock of 24 hours; null where the half of the day is not certain, or the part of
   * the day says otherwise.
   *
   * @param part what else was said, or null
   */
  LocalTime in(DayPart part) {
    if (exact || part == null) {
      boolean certain = exact || hour >= FIRST_OF_DAY;
      return certain && fits(hour, part) ? LocalTime.of(hour, minute, second) : null;
    }
    int later = hour == NOON ? NOON : hour + NOON;
    int meant =
        switch (part) {
          case MORNING -> hour;
          case NOON -> hour >= 11 ? hour : later;
          case AFTERNOON, EVENING -> later;
          case NIGHT -> -1;
        };
    return meant >= 0 && fits(meant, part) ? LocalTime.of(meant, minute, second) : null;
  }

  private static boolean fits(int hour, DayPart part) {
    if (part == null) {
      return true;
    }
    return switch (part) {
      case MORNING -> hour >= 4 && hour < NOON;
      case NOON -> hour >= 11 && hour < 15;
      case AFTERNOON -> hour >= NOON && hour < 19;
      case EVENING -> hour >= 17 && hour < 24;
      case NIGHT -> false;
    };
  }
}
