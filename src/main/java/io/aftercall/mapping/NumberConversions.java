package io.aftercall.mapping;

import static io.aftercall.mapping.ConversionKind.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.aftercall.call.SpokenValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Conversions to numbers and to yes or no. */
final class NumberConversions {
  private static final BigDecimal SECONDS = BigDecimal.valueOf(60);
  private static final int MOST_DIGITS = 40;

  static final List<ConversionKind> ALL =
      List.of(
          plain(
              "number",
              "the number in '10.000,50', '1,234.5', '5 Tsd. €'; a range is none",
              "not a number",
              NumberConversions::number),
          plain(
              "integer",
              "a number without a fraction",
              "not a whole number",
              NumberConversions::whole),
          plain(
              "yes_no",
              "true of ja, yes, wahr, 1; false of nein, no, falsch, 0",
              "neither yes nor no",
              NumberConversions::yesNo),
          plain(
              "minutes",
              "seconds as minutes, rounded up",
              "not a number",
              NumberConversions::minutes));

  private NumberConversions() {}

  /** A whole number from 1 in an argument. */
  static Optional<Integer> count(String text) {
    try {
      int count = Integer.parseInt(text);
      return count > 0 && count <= 1_000_000 ? Optional.of(count) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> read(JsonNode value) {
    if (!value.isNumber()) {
      return value.isTextual() ? SpokenValues.number(value.textValue()) : Optional.empty();
    }
    boolean finite = !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue());
    return finite ? Optional.of(value.decimalValue()) : Optional.empty();
  }

  static JsonNode number(JsonNode value, ConversionContext conversionContext) {
    return value.isInt()
        ? value
        : read(value).filter(NumberConversions::isSane).map(ScalarValues::number).orElse(null);
  }

  static JsonNode whole(JsonNode value, ConversionContext conversionContext) {
    JsonNode number = number(value, conversionContext);
    return number != null && number.isIntegralNumber() ? number : null;
  }

  static JsonNode yesNo(JsonNode value, ConversionContext conversionContext) {
    if (value.isBoolean()) {
      return value;
    }
    return value.isContainerNode()
        ? null
        : SpokenValues.yesNo(ScalarValues.text(value)).map(BooleanNode::valueOf).orElse(null);
  }

  private static JsonNode minutes(JsonNode value, ConversionContext conversionContext) {
    return read(value)
        .filter(NumberConversions::isSane)
        .map(seconds -> ScalarValues.number(seconds.divide(SECONDS, 0, RoundingMode.CEILING)))
        .orElse(null);
  }

  private static boolean isSane(BigDecimal number) {
    return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
  }
}
