package io.aftercall.call.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date as machines write it, with the time and the offset if they gave them: ISO 8601 and its
 * variants, what JavaScript prints, RFC 1123, seconds or milliseconds since 1970.
 *
 * @param time null if only a date was given
 * @param offset null if no offset was given
 */
public record WrittenTime(LocalDate date, LocalTime time, ZoneOffset offset) {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final String CLOCK =
      "(?<h>\\d{1,2})(?:[:.](?<min>\\d{2})(?:[:.](?<s>\\d{2})(?:[.,](?<frac>\\d{1,9})\\d*)?)?)?"
          + "\\s?(?<half>[ap]\\.?m\\.?)?(?<uhr>\\s?uhr)?"
          + "\\s*(?<zone>z|utc|gmt|(?:gmt|utc)?[+-]\\d{2}(?::?\\d{2})?)?\\s*(?:\\[(?<id>[\\w/+-]+)])?";

  private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

  private static final List<Pattern> FORMS =
      List.of(
          form(
              "(?<y>\\d{4})([-/.])(?<m>\\d{1,2})\\2(?<d>\\d{1,2})(?:(?:t|,?\\s+(?:um\\s|at\\s)?)"
                  + CLOCK
                  + ")?"),
          form(
              "(?<y>\\d{4})(?<m>\\d{2})(?<d>\\d{2})t(?<h>\\d{2})(?<min>\\d{2})(?<s>\\d{2})?(?<frac>){0}(?<half>){0}(?<uhr>){0}(?<id>){0}(?<zone>z|[+-]\\d{2}:?\\d{2})?"),
          form("(?<y>\\d{4})(?<m>\\d{2})(?<d>\\d{2})(?<h>){0}"),
          form(
              "(?<day>mon|tue|wed|thu|fri|sat|sun)\\s(?<month>"
                  + MONTHS
                  + ")\\s(?<d>\\d{1,2})\\s(?<y>\\d{4})(?:\\s"
                  + CLOCK
                  + ")?(?:\\s*\\([^()]*\\))?"),
          form(
              "(?:(?<day>mon|tue|wed|thu|fri|sat|sun),\\s)?(?<d>\\d{1,2})\\s(?<month>"
                  + MONTHS
                  + ")\\s(?<y>\\d{4})\\s"
                  + CLOCK));

  private static final Pattern EPOCH = Pattern.compile("(\\d{10}|\\d{13})(\\.\\d{1,9})?");
  private static final int MILLIS_DIGITS = 13;
  private static final Pattern WEEK_DAY = Pattern.compile("(\\d{4})-?W(\\d{2})-?([1-7])");

  private static Pattern form(String form) {
    return Pattern.compile(form, FLAGS);
  }

  /** Null for every other form, and for a date or time that does not exist. */
  static WrittenTime read(String text) {
    try {
      for (Pattern form : FORMS) {
        Matcher match = form.matcher(text);
        if (match.matches()) {
          return of(match);
        }
      }
      Matcher week = WEEK_DAY.matcher(text);
      return week.matches() ? ofWeek(week) : epoch(text);
    } catch (DateTimeException noSuchTime) {
      return null;
    }
  }

  private static WrittenTime of(Matcher match) {
    boolean named = match.pattern().pattern().contains("<month>");
    int month = named ? month(match.group("month")) : number(match, "m");
    LocalDate date = LocalDate.of(number(match, "y"), month, number(match, "d"));
    String day = named ? match.group("day") : null;
    boolean otherDay =
        day != null && !date.getDayOfWeek().name().startsWith(day.toUpperCase(Locale.ROOT));
    if (otherDay || !isSpoken(date)) {
      return null;
    }
    return match.group("h") == null ? new WrittenTime(date, null, null) : clock(date, match);
  }

  private static WrittenTime clock(LocalDate date, Matcher match) {
    String half = match.group("half");
    if (match.group("min") == null && half == null && match.group("uhr") == null) {
      return null;
    }
    int hour = number(match, "h");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        return null;
      }
      hour = hour % 12 + (half.toLowerCase(Locale.ROOT).charAt(0) == 'p' ? 12 : 0);
    }
    LocalTime time =
        LocalTime.of(hour, number(match, "min"), number(match, "s"), nanos(match.group("frac")));
    String id = match.group("id");
    ZoneOffset offset =
        match.group("zone") == null && id != null
            ? date.atTime(time).atZone(ZoneId.of(id)).getOffset()
            : offset(match.group("zone"));
    return new WrittenTime(date, time, offset);
  }

  private static WrittenTime ofWeek(Matcher week) {
    int year = Integer.parseInt(week.group(1));
    LocalDate date =
        LocalDate.of(year, 1, 4)
            .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Long.parseLong(week.group(2)))
            .with(ChronoField.DAY_OF_WEEK, Long.parseLong(week.group(3)));
    return date.get(IsoFields.WEEK_BASED_YEAR) == year && isSpoken(date)
        ? new WrittenTime(date, null, null)
        : null;
  }

  private static boolean isSpoken(LocalDate date) {
    return date.getYear() >= DayRule.OLDEST_YEAR && date.getYear() <= DayRule.LAST_YEAR;
  }

  private static WrittenTime epoch(String text) {
    Matcher match = EPOCH.matcher(text);
    if (!match.matches()) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    BigDecimal seconds =
        match.group(1).length() == MILLIS_DIGITS ? number.movePointLeft(3) : number;
    long whole = seconds.longValue();
    OffsetDateTime moment =
        Instant.ofEpochSecond(
                whole, seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue())
            .atOffset(ZoneOffset.UTC);
    return isSpoken(moment.toLocalDate())
        ? new WrittenTime(moment.toLocalDate(), moment.toLocalTime(), ZoneOffset.UTC)
        : null;
  }

  private static int month(String name) {
    return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) / 4 + 1;
  }

  private static int nanos(String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  /** Null if none is given. */
  static ZoneOffset offset(String zone) {
    if (zone == null) {
      return null;
    }
    int sign = Math.max(zone.indexOf('+'), zone.indexOf('-'));
    return sign < 0 ? ZoneOffset.UTC : ZoneOffset.of(zone.substring(sign));
  }

  private static int number(Matcher match, String group) {
    String digits = match.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /**
   * The moment this names, with the offset given or else the zone's. A local time that a clock
   * change skips moves forward by the length of the gap; one that happens twice is the first of the
   * two. Without a time it is the start of the day.
   */
  public OffsetDateTime in(ZoneId zone) {
    if (time == null) {
      return date.atStartOfDay(zone).toOffsetDateTime();
    }
    return offset == null
        ? date.atTime(time).atZone(zone).toOffsetDateTime()
        : date.atTime(time).atOffset(offset);
  }
}
