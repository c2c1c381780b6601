package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Forgiving looks into an object of a sender: a value of the wrong type is not there. */
final class JsonFields {
  private JsonFields() {}

  /** The first of these names with a non-blank text or a number, as text; else null. */
  static String text(JsonNode object, String... names) {
    for (String name : names) {
      String text = text(name, object.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** A value that is a non-blank text or a number, as text; else null. */
  static String text(String name, JsonNode sent) {
    JsonNode value = plain(name, sent);
    boolean says = value != null && (value.isTextual() || value.isNumber());
    String text = says ? value.asText() : "";
    return text.isBlank() ? null : text;
  }

  /** Out of {@code {value: …}} and of a list of one. */
  private static JsonNode plain(String name, JsonNode value) {
    return value == null || !value.isContainerNode() ? value : Containers.value(name, value, true);
  }

  /** The first of these names that is an object; else null. */
  static ObjectNode object(JsonNode parent, String... names) {
    for (String name : names) {
      if (parent.get(name) instanceof ObjectNode object) {
        return object;
      }
    }
    return null;
  }

  /** The first of these names that says yes or no, as a boolean or in words; else null. */
  static Boolean yesNo(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = plain(name, object.get(name));
      if (value != null && value.isBoolean()) {
        return value.booleanValue();
      }
      Optional<Boolean> said =
          value == null ? Optional.empty() : SpokenValues.yesNo(value.asText());
      if (said.isPresent()) {
        return said.get();
      }
    }
    return null;
  }

  /** The first of these names that is a count, as a number or as text, rounded; else null. */
  static Integer count(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = plain(name, object.get(name));
      if (value != null && value.isInt()) {
        if (value.intValue() >= 0) {
          return value.intValue();
        }
      } else if (value != null && (value.isNumber() || value.isTextual())) {
        Optional<Integer> count = SpokenValues.number(value.asText()).flatMap(JsonFields::whole);
        if (count.isPresent()) {
          return count.get();
        }
      }
    }
    return null;
  }

  private static Optional<Integer> whole(BigDecimal number) {
    boolean fits = number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(1e9)) < 0;
    return fits ? Optional.of((int) Math.round(number.doubleValue())) : Optional.empty();
  }
}
