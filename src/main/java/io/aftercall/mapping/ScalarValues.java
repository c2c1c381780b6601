package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.aftercall.call.SpokenValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.StringJoiner;

/** Single values: when one is there, how it reads as text, how a text is cut. */
final class ScalarValues {
  static final String CUT_MARK = "…";

  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private ScalarValues() {}

  /** Null, missing, empty, and the words a language model writes for "nothing was said". */
  static boolean isAbsent(JsonNode value) {
    if (value == null) {
      return true;
    }
    return switch (value.getNodeType()) {
      case STRING -> SpokenValues.isAbsent(value.textValue());
      case ARRAY, OBJECT -> value.isEmpty();
      case NULL, MISSING -> true;
      default -> false;
    };
  }

  /** Lists are joined with commas, groups are written as JSON. */
  static String text(JsonNode value) {
    return value.isArray() ? joined(value, ", ") : scalarText(value);
  }

  /** The same for people: true reads yes. */
  static String spoken(JsonNode value) {
    return value.isBoolean() ? value.booleanValue() ? "yes" : "no" : text(value);
  }

  static String joined(JsonNode list, String separator) {
    StringJoiner joined = new StringJoiner(separator);
    for (JsonNode item : list) {
      if (!isAbsent(item)) {
        joined.add(scalarText(item));
      }
    }
    return joined.toString();
  }

  private static String scalarText(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() ? value.asText() : plain(value.decimalValue());
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Whole numbers become integers, others decimals. */
  static JsonNode number(BigDecimal number) {
    if (number.signum() == 0) {
      return IntNode.valueOf(0);
    }
    BigDecimal shortest = number.stripTrailingZeros();
    boolean whole = shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= 19;
    if (whole && shortest.toBigInteger().abs().compareTo(LONG_MAX) <= 0) {
      return whole(shortest.longValueExact());
    }
    return DecimalNode.valueOf(shortest);
  }

  static JsonNode whole(long number) {
    return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
  }

  /** In UTF-16 units: what fits by them fits a receiver that counts code points, too. */
  static boolean isLonger(String text, int max) {
    return text.length() > max;
  }

  /** At most {@code max} UTF-16 units, the last of them the mark; no character is torn apart. */
  static String cut(String text, int max) {
    if (!isLonger(text, max)) {
      return text;
    }
    int end = max > 1 && Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end).stripTrailing() + CUT_MARK;
  }

  /**
   * Whether a part of the text still says a part of it. A number, an id, an e-mail or a web address
   * that is cut is another one.
   */
  static boolean isProse(String text) {
    return text.codePoints().anyMatch(Character::isWhitespace)
        || !text.contains("@")
            && !text.contains("://")
            && text.codePoints().noneMatch(Character::isDigit);
  }
}
