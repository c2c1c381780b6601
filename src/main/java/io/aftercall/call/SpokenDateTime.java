package io.aftercall.call;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date as machines and people write it, with the time and the offset if they gave them.
 *
 * @param time null if only a date was given
 * @param offset null if no offset was given
 */
record SpokenDateTime(LocalDate date, LocalTime time, ZoneOffset offset) {
  private static final int LONGEST = 80;
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final String MONTH = "(?<month>\\p{L}{3,9})\\.?";
  private static final String YEAR = "(?<year>\\d{4}|\\d{2})(?!\\d)";

  private static final Pattern ISO =
      Pattern.compile("(?<year>\\d{4})-(?<m>\\d{1,2})-(?<d>\\d{1,2})(?!\\d)");

  /** How people write a date; an optional weekday stands before it. */
  private static final List<Pattern> SPOKEN =
      List.of(
          people("(?<d>\\d{1,2})\\.\\s?(?<m>\\d{1,2})\\.\\s?" + YEAR),
          people("(?<d>\\d{1,2})(?:\\.|st|nd|rd|th)?\\s(?:of\\s)?" + MONTH + ",?\\s" + YEAR),
          people(MONTH + "\\s(?<d>\\d{1,2})(?:st|nd|rd|th)?,?\\s" + YEAR),
          people("(?<m>\\d{1,2})/(?<d>\\d{1,2})/" + YEAR));

  private static final Pattern CLOCK =
      Pattern.compile(
          "(?:t|,?\\s+(?:um\\s|at\\s)?)\\s*(?<h>\\d{1,2})"
              + "(?:[:.](?<min>\\d{2})(?::(?<s>\\d{2})(?:[.,](?<frac>\\d{1,9})\\d*)?)?)?"
              + "\\s*(?<half>[ap]\\.?m\\.?)?\\s*(?<uhr>uhr)?"
              + "\\s*(?<zone>z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?)?\\s*(?:\\[[\\w/+-]+])?",
          FLAGS);

  private static final Map<String, Integer> MONTHS = new HashMap<>();

  static {
    List<String> names =
        List.of(
            "january januar jänner jan",
            "february februar feb",
            "march märz maerz mar mär mrz",
            "april apr",
            "may mai",
            "june juni jun",
            "july juli jul",
            "august aug",
            "september sep sept",
            "october oktober oct okt",
            "november nov",
            "december dezember dec dez");
    for (int i = 0; i < names.size(); i++) {
      for (String name : names.get(i).split(" ", -1)) {
        MONTHS.put(name, i + 1);
      }
    }
  }

  private static Pattern people(String date) {
    return Pattern.compile("(?:\\p{L}{2,10}\\.?,?\\s(?:(?:den|dem|the)\\s)?)?" + date, FLAGS);
  }

  /**
   * Reads the whole text or nothing: what is left over would change its meaning. A date with
   * slashes counts only when its two numbers cannot be exchanged.
   */
  static Optional<SpokenDateTime> read(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    String said = text.strip();
    SpokenDateTime stamp = TimestampParser.read(said);
    if (stamp != null) {
      return Optional.of(stamp);
    }
    Matcher iso = ISO.matcher(said);
    if (iso.lookingAt()) {
      return rest(said, iso, number(iso, "m"), number(iso, "d"));
    }
    for (Pattern pattern : SPOKEN) {
      Matcher spoken = pattern.matcher(said);
      if (spoken.lookingAt()) {
        return spoken(said, spoken);
      }
    }
    return Optional.empty();
  }

  private static Optional<SpokenDateTime> spoken(String said, Matcher match) {
    String pattern = match.pattern().pattern();
    int day = number(match, "d");
    if (pattern.contains("<month>")) {
      Integer month = MONTHS.get(match.group("month").toLowerCase(Locale.ROOT));
      return month == null ? Optional.empty() : rest(said, match, month, day);
    }
    int month = number(match, "m");
    boolean slashed = pattern.contains("/");
    if (slashed && month > 12) {
      return rest(said, match, day, month);
    }
    boolean exchangeable = slashed && day <= 12 && day != month;
    return exchangeable ? Optional.empty() : rest(said, match, month, day);
  }

  private static Optional<SpokenDateTime> rest(String said, Matcher match, int month, int day) {
    int year = number(match, "year");
    try {
      LocalDate date = LocalDate.of(year < 100 ? 2000 + year : year, month, day);
      if (match.end() == said.length()) {
        return Optional.of(new SpokenDateTime(date, null, null));
      }
      Matcher clock = CLOCK.matcher(said).region(match.end(), said.length());
      return clock.matches() ? clock(date, clock) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<SpokenDateTime> clock(LocalDate date, Matcher clock) {
    String half = clock.group("half");
    if (clock.group("min") == null && half == null && clock.group("uhr") == null) {
      return Optional.empty();
    }
    int hour = number(clock, "h");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (half.charAt(0) == 'p' || half.charAt(0) == 'P' ? 12 : 0);
    }
    LocalTime time =
        LocalTime.of(hour, number(clock, "min"), number(clock, "s"), nanos(clock.group("frac")));
    return Optional.of(new SpokenDateTime(date, time, offset(clock.group("zone"))));
  }

  private static int nanos(String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static ZoneOffset offset(String zone) {
    if (zone == null) {
      return null;
    }
    return Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
  }

  private static int number(Matcher match, String group) {
    String digits = match.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /**
   * The moment this names, with the offset given or else the zone's. A local time that a clock
   * change skips moves forward by the length of the gap (02:30 becomes 03:30); one that happens
   * twice is the first of the two, in summer time. Without a time it is the start of the day.
   */
  OffsetDateTime in(ZoneId zone) {
    if (time == null) {
      return date.atStartOfDay(zone).toOffsetDateTime();
    }
    return offset == null
        ? date.atTime(time).atZone(zone).toOffsetDateTime()
        : date.atTime(time).atOffset(offset);
  }
}
