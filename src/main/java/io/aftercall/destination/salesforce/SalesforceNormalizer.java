package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value in the one form in which what was sent and what Salesforce gives back are the same text:
 * it turns moments into UTC, whole numbers into decimals, line ends into others, trims texts,
 * writes addresses small and ids long.
 */
final class SalesforceNormalizer {
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:?\\d\\d)");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z?");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

  private static final DateTimeFormatter OFFSET_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT);

  private SalesforceNormalizer() {}

  /** Empty when there is no value. */
  static String text(JsonNode value) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isNumber()) {
      return number(value.decimalValue());
    }
    return value.isTextual() ? text(value.textValue()) : value.toString();
  }

  static boolean isEmpty(JsonNode value) {
    return text(value).isEmpty();
  }

  /** A text without what Salesforce takes away, its line ends as ours. */
  static String tidy(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').strip();
  }

  private static String text(String written) {
    String text = tidy(written);
    if (MOMENT.matcher(text).matches()) {
      return moment(text);
    }
    if (TIME.matcher(text).matches()) {
      return time(text);
    }
    if (Id.isLong(text)) {
      return text.substring(0, Id.SHORT);
    }
    return EMAIL.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : text;
  }

  private static String number(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Salesforce keeps whole seconds. */
  private static String moment(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text, OFFSET_TIME).toInstant();
      return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException noSuchDay) {
      return text;
    }
  }

  private static String time(String text) {
    try {
      return LocalTime.parse(text.replace("Z", "")).toString();
    } catch (DateTimeException noSuchTime) {
      return text;
    }
  }

  /** Ids have 15 characters, or 18 with three that tell large letters from small ones. */
  private static final class Id {
    static final int SHORT = 15;

    private static final Pattern LONG = Pattern.compile("[A-Za-z0-9]{15}[A-Z0-5]{3}");
    private static final String SUMS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private Id() {}

    static boolean isLong(String text) {
      if (!LONG.matcher(text).matches()) {
        return false;
      }
      for (int part = 0; part < 3; part++) {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
          sum |= Character.isUpperCase(text.charAt(part * 5 + i)) ? 1 << i : 0;
        }
        if (SUMS.charAt(sum) != text.charAt(SHORT + part)) {
          return false;
        }
      }
      return true;
    }
  }
}
