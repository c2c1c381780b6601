package io.aftercall.call;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * The one form most dates have, for a machine wrote them: {@code 2024-02-15}, {@code
 * 2024-02-15T14:30:00+01:00} or with {@code Z}. Read by position, since every record holds some.
 */
final class TimestampParser {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int DATE = 10;
  private static final int ZONE = FORM.length();

  private TimestampParser() {}

  /** Null for every other form, and for a date or time that does not exist. */
  static SpokenDateTime read(String text) {
    int length = text.length();
    boolean known = length == DATE || length == ZONE + 1 || length == ZONE + 6;
    if (!known || !fits(text, Math.min(length, ZONE))) {
      return null;
    }
    try {
      LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, DATE));
      if (length == DATE) {
        return new SpokenDateTime(date, null, null);
      }
      ZoneOffset offset = offset(text);
      LocalTime time =
          LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
      return offset == null ? null : new SpokenDateTime(date, time, offset);
    } catch (DateTimeException noSuchTime) {
      return null;
    }
  }

  private static ZoneOffset offset(String text) {
    char sign = text.charAt(ZONE);
    if (text.length() == ZONE + 1) {
      return sign == 'Z' ? ZoneOffset.UTC : null;
    }
    boolean fits =
        (sign == '+' || sign == '-')
            && isDigit(text.charAt(20))
            && isDigit(text.charAt(21))
            && text.charAt(22) == ':'
            && isDigit(text.charAt(23))
            && isDigit(text.charAt(24));
    if (!fits) {
      return null;
    }
    int direction = sign == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(
        direction * number(text, 20, 22), direction * number(text, 23, 25));
  }

  private static boolean fits(String text, int length) {
    for (int i = 0; i < length; i++) {
      char form = FORM.charAt(i);
      char c = text.charAt(i);
      if (form == 'd' ? !isDigit(c) : c != form) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
