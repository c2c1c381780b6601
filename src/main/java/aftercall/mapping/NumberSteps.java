package aftercall.mapping;

import static aftercall.mapping.ConversionKind.plain;

import aftercall.call.Said;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Conversions to numbers and to yes or no. */
final class NumberSteps {
  private static final BigDecimal SECONDS = BigDecimal.valueOf(60);
  private static final int MOST_DIGITS = 40;

  static final List<ConversionKind> ALL =
      List.of(
          plain(
              "number",
              "the number in '10.000,50', '1,234.5', '5 Tsd. €'; a range is none",
              "not a number",
              NumberSteps::number),
          plain("integer", "a number without a fraction", "not a whole number", NumberSteps::whole),
          plain(
              "yes_no",
              "true of ja, yes, wahr, 1; false of nein, no, falsch, 0",
              "neither yes nor no",
              NumberSteps::yesNo),
          plain("minutes", "seconds as minutes, rounded up", "not a number", NumberSteps::minutes));

  private NumberSteps() {}

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
      return value.isTextual() ? Said.number(value.textValue()) : Optional.empty();
    }
    boolean finite = !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue());
    return finite ? Optional.of(value.decimalValue()) : Optional.empty();
  }

  static JsonNode number(JsonNode value, Facts facts) {
    return value.isInt()
        ? value
        : read(value).filter(NumberSteps::isSane).map(Values::number).orElse(null);
  }

  static JsonNode whole(JsonNode value, Facts facts) {
    JsonNode number = number(value, facts);
    return number != null && number.isIntegralNumber() ? number : null;
  }

  static JsonNode yesNo(JsonNode value, Facts facts) {
    if (value.isBoolean()) {
      return value;
    }
    return value.isContainerNode()
        ? null
        : Said.yesNo(Values.text(value)).map(BooleanNode::valueOf).orElse(null);
  }

  private static JsonNode minutes(JsonNode value, Facts facts) {
    return read(value)
        .filter(NumberSteps::isSane)
        .map(seconds -> Values.number(seconds.divide(SECONDS, 0, RoundingMode.CEILING)))
        .orElse(null);
  }

  private static boolean isSane(BigDecimal number) {
    return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
  }
}
