package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.SourceRules.Variable;
import io.aftercall.call.text.CallMoment;
import io.aftercall.call.text.SpokenDates;
import io.aftercall.call.text.SpokenValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** Turns one value of a language model into the type its variable was declared with. */
final class VariableCoercion {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * @param value null if {@code why} says why there is none
   * @param note what the value alone does not carry, continuing "The value …"; null if it carries
   *     all. With it the words are worth keeping.
   * @param ask whether a person should read the words: not where they say that there is none
   */
  record Typed(JsonNode value, String why, String note, boolean ask) {
    Typed(JsonNode value, String why) {
      this(value, why, null, why != null);
    }

    static Typed of(Optional<? extends JsonNode> value, String why) {
      return value.isPresent() ? new Typed(value.get(), null) : not(why);
    }

    static Typed not(String why) {
      return new Typed(null, why);
    }

    static <T> Typed of(SpokenValue<T> said, Function<T, JsonNode> node) {
      if (said instanceof SpokenValue.Known<T> known) {
        return new Typed(node.apply(known.known()), null, known.note(), false);
      }
      return said instanceof SpokenValue.Declined<T> declined
          ? new Typed(null, declined.why(), null, false)
          : not(((SpokenValue.Words<T>) said).why());
    }
  }

  private final ZoneId zone;
  private final CallMoment call;

  /** For values of no certain call: "tomorrow" is no date. */
  VariableCoercion(ZoneId zone) {
    this(zone, null);
  }

  private VariableCoercion(ZoneId zone, CallMoment call) {
    this.zone = zone;
    this.call = call;
  }

  /** The same for a call of that moment; null if it is not known. */
  VariableCoercion at(CallMoment moment) {
    return new VariableCoercion(zone, moment);
  }

  /** Nothing, or a word for nothing. */
  static boolean isAbsent(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && SpokenValues.isAbsent(value.textValue()))
        || (value.isContainerNode() && value.isEmpty());
  }

  Typed of(JsonNode value, Variable variable) {
    Typed typed =
        switch (variable.type()) {
          case STRING -> Typed.of(text(value), "is an object, not a text");
          case NUMBER -> number(value);
          case BOOLEAN -> Typed.of(yesNo(value), "is neither yes nor no");
          case DATE -> Typed.of(SpokenDates.day(said(value), call), VariableCoercion::node);
          case DATETIME ->
              Typed.of(
                  SpokenDates.moment(said(value), call, zone),
                  moment -> node(Timestamps.text(moment)));
        };
    return typed.value() == null || variable.allowed().isEmpty() ? typed : closed(typed, variable);
  }

  /** A closed list gives the spelling, too: {@code "HIGH"} becomes its {@code high}. */
  private static Typed closed(Typed typed, Variable variable) {
    String said = Variables.fold(typed.value().asText());
    for (String allowed : variable.allowed()) {
      if (Variables.fold(allowed).equals(said)) {
        return typed.value().isTextual() ? new Typed(node(allowed), null) : typed;
      }
    }
    return Typed.not("is none of the declared values");
  }

  /** Numbers count as their digits: seconds since 1970 come as both. Null for anything else. */
  private static String said(JsonNode value) {
    boolean finite = !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue());
    return value.isNumber() && finite && Math.abs(value.doubleValue()) < 1e15
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.textValue();
  }

  private static TextNode node(CharSequence text) {
    return TextNode.valueOf(text.toString());
  }

  private static TextNode node(LocalDate date) {
    return TextNode.valueOf(date.toString());
  }

  private static Optional<JsonNode> text(JsonNode value) {
    if (value.isTextual()) {
      return Optional.of(value);
    }
    if (value.isArray()) {
      StringJoiner joined = new StringJoiner(", ");
      for (JsonNode element : value) {
        if (element.isContainerNode()) {
          return Optional.empty();
        }
        joined.add(element.asText());
      }
      return Optional.of(node(joined.toString()));
    }
    return value.isObject() ? Optional.empty() : Optional.of(node(value.asText()));
  }

  private static Optional<JsonNode> yesNo(JsonNode value) {
    return value.isContainerNode()
        ? Optional.empty()
        : SpokenValues.yesNo(value.asText()).map(BooleanNode::valueOf);
  }

  private static Typed number(JsonNode value) {
    if (value.isNumber()) {
      return Double.isFinite(value.doubleValue())
          ? new Typed(value, null)
          : Typed.not("is too large");
    }
    return Typed.of(
        Optional.ofNullable(value.textValue())
            .flatMap(SpokenValues::number)
            .map(VariableCoercion::node),
        "is not one number");
  }

  /** Doubles for fractions, as jq has them: exact decimals would compare unlike the JSON ones. */
  private static JsonNode node(BigDecimal number) {
    if (number.stripTrailingZeros().scale() > 0) {
      return NODES.numberNode(number.doubleValue());
    }
    BigInteger whole = number.toBigInteger();
    if (whole.bitLength() < Integer.SIZE) {
      return NODES.numberNode(whole.intValue());
    }
    return whole.bitLength() < Long.SIZE
        ? NODES.numberNode(whole.longValue())
        : NODES.numberNode(whole);
  }
}
