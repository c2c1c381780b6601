package io.aftercall.call;

import io.aftercall.call.text.Placeholders;
import io.aftercall.call.text.SpokenDates;
import io.aftercall.call.text.SpokenNumbers;
import io.aftercall.call.text.SpokenYesNo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a language model or a person said, in German or English, turned into a value. What cannot be
 * said for certain is empty: a range is no number, a date whose day and month could be exchanged is
 * no date.
 */
public final class SpokenValues {
  private static final int LONGEST = 80;

  private static final Map<String, Boolean> SIGNS =
      Map.of("y", true, "j", true, "1", true, "n", false, "0", false);

  private static final Map<String, BigDecimal> SCALES =
      Map.of(
          "tsd", BigDecimal.valueOf(1_000),
          "tausend", BigDecimal.valueOf(1_000),
          "thousand", BigDecimal.valueOf(1_000),
          "k", BigDecimal.valueOf(1_000),
          "mio", BigDecimal.valueOf(1_000_000),
          "million", BigDecimal.valueOf(1_000_000),
          "millionen", BigDecimal.valueOf(1_000_000));

  private static final String CURRENCY = "(?:€|\\$|£|eur|euro|euros|usd|chf|gbp|dollar|dollars)";

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:(?:ca\\.?|circa|etwa|rund|ungefähr|about|approx\\.?|around)\\s)?"
              + CURRENCY
              + "?\\s?(?<sign>[+-]?)(?<digits>\\d[\\d.,'’]{0,38}|\\d{1,3}(?: \\d{3})+)(?:,-|%)?"
              + "\\s?(?<scale>tsd|tausend|thousand|k|mio|millionen|million)?\\.?\\s?"
              + CURRENCY
              + "?");

  private static final Pattern GROUPED_BY_COMMA = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern GROUPED_BY_POINT = Pattern.compile("\\d{1,3}(\\.\\d{3})+(,\\d+)?");
  private static final Pattern PLAIN = Pattern.compile("\\d+([.,]\\d+)?");

  private SpokenValues() {}

  /**
   * True for null, blank and every way to say that nothing was said: unknown, n/a, keine Angabe, -,
   * "company was not discussed", <code>{{customer_name}}</code>.
   */
  public static boolean isAbsent(String text) {
    return Placeholders.isNothing(text);
  }

  /** Yes or no: "ja, gerne", yes, true, wahr, 1 and their opposites, in any case. */
  public static Optional<Boolean> yesNo(String text) {
    if (isTooLong(text)) {
      return Optional.empty();
    }
    String bare = Placeholders.fold(text);
    Boolean sign = SIGNS.get(bare);
    return sign == null ? SpokenYesNo.read(bare) : Optional.of(sign);
  }

  /**
   * One number: {@code 5000}, {@code 10.000,50}, {@code 1,234.5}, {@code 5 Tsd. €}, {@code ca. 5k}.
   * A single point or comma before exactly three digits groups thousands ({@code 10.000}), unless a
   * lone zero stands before it ({@code 0.125}). Words count too: {@code zwölf}, {@code a dozen}.
   */
  public static Optional<BigDecimal> number(String text) {
    if (isTooLong(text)) {
      return Optional.empty();
    }
    Matcher match = NUMBER.matcher(text.strip().toLowerCase(Locale.ROOT).replace('\u00a0', ' '));
    if (!match.matches()) {
      return SpokenNumbers.read(text);
    }
    String word = match.group("scale");
    BigDecimal scale = word == null ? BigDecimal.ONE : SCALES.get(word);
    boolean negative = match.group("sign").equals("-");
    return digits(match.group("digits").replaceAll("[ '’]", ""))
        .map(value -> value.multiply(scale))
        .map(value -> negative ? value.negate() : value);
  }

  private static Optional<BigDecimal> digits(String text) {
    boolean lonelyZero = text.startsWith("0") && text.length() > 1;
    if (!lonelyZero && GROUPED_BY_COMMA.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text.replace(",", "")));
    }
    if (!lonelyZero && GROUPED_BY_POINT.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text.replace(".", "").replace(',', '.')));
    }
    return PLAIN.matcher(text).matches()
        ? Optional.of(new BigDecimal(text.replace(',', '.')))
        : Optional.empty();
  }

  /**
   * A date, as written: {@code 2024-02-15}, {@code 15.02.2024}, {@code 15. Februar 2024}, {@code
   * Feb 15, 2024}. A time beside it is left out, without turning it into another zone.
   */
  public static Optional<LocalDate> date(String text) {
    return SpokenDateTime.read(text)
        .map(SpokenDateTime::date)
        .filter(date -> SpokenDates.isPlausible(date.getYear()));
  }

  /**
   * A moment: a date with a time. Without an offset the time is the zone's; one that a clock change
   * skips moves forward by the length of the gap, one that happens twice is the first of the two. A
   * date alone is no moment.
   */
  public static Optional<OffsetDateTime> dateTime(String text, ZoneId zone) {
    return SpokenDateTime.read(text)
        .filter(said -> said.time() != null && SpokenDates.isPlausible(said.date().getYear()))
        .map(said -> said.in(zone));
  }

  private static boolean isTooLong(String text) {
    return text == null || text.length() > LONGEST;
  }
}
