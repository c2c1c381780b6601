package io.aftercall.destination;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Retry-After} (RFC 9110 §10.2.3): seconds, also with a fraction, or a date in
 * any of the three forms of §5.6.7. The name of the weekday is not looked at.
 */
public final class RetryAfter {
  /** Nobody is sent away for longer. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]+,? +");

  private static final DateTimeFormatter IMF_FIXDATE = form("d MMM yyyy HH:mm:ss");
  private static final DateTimeFormatter ASCTIME = form("MMM d HH:mm:ss yyyy");

  private RetryAfter() {}

  private static DateTimeFormatter form(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  /** Two digits of a year are none more than 50 years ahead. */
  private static DateTimeFormatter rfc850(int year) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern("d-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 4, year - 49)
        .appendPattern(" HH:mm:ss")
        .toFormatter(Locale.ENGLISH);
  }

  /**
   * How long to wait, at most a day.
   *
   * @param header as sent, or null
   * @return empty when nothing is wished: no header, one that cannot be read, zero, or the past
   */
  public static Optional<Duration> read(String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String wish = header.strip();
    return (SECONDS.matcher(wish).matches() ? Optional.of(seconds(wish)) : until(wish, now))
        .filter(wait -> !wait.isNegative() && !wait.isZero())
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Duration seconds(String wish) {
    return Duration.ofMillis(
        new BigDecimal(wish).movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact());
  }

  private static Optional<Duration> until(String wish, Instant now) {
    String date =
        WEEKDAY
            .matcher(wish.replaceAll("\\s+", " "))
            .replaceFirst("")
            .replaceFirst("(?i) (GMT|UTC|Z)$", "");
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    for (DateTimeFormatter form : List.of(IMF_FIXDATE, rfc850(year), ASCTIME)) {
      try {
        Instant then = LocalDateTime.parse(date, form).toInstant(ZoneOffset.UTC);
        return Optional.of(Duration.between(now, then));
      } catch (DateTimeException otherForm) {
        // The next one.
      }
    }
    return Optional.empty();
  }
}
