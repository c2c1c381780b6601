package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.SourceRules.Variable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.StringJoiner;

/** Turns one value of a language model into the type its variable was declared with. */
final class VariableCoercion {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * @param value null if {@code why} says why there is none
   */
  record Typed(JsonNode value, String why) {
    static Typed of(Optional<? extends JsonNode> value, String why) {
      return value.isPresent() ? new Typed(value.get(), null) : not(why);
    }

    static Typed not(String why) {
      return new Typed(null, why);
    }
  }

  private final ZoneId zone;

  VariableCoercion(ZoneId zone) {
    this.zone = zone;
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
          case DATE ->
              Typed.of(
                  said(value).flatMap(SpokenValues::date).map(VariableCoercion::node),
                  "is not a certain date");
          case DATETIME ->
              Typed.of(
                  said(value)
                      .flatMap(s -> SpokenValues.dateTime(s, zone))
                      .map(Timestamps::text)
                      .map(VariableCoercion::node),
                  "is not a certain date with a time");
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

  private static Optional<String> said(JsonNode value) {
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
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
        said(value).flatMap(SpokenValues::number).map(VariableCoercion::node), "is not one number");
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
