package io.aftercall.mapping;

import com.fasterxml.jackson.databind.node.TextNode;

/** The JSON type a field's value must have. What does not fit is treated by {@link OnError}. */
@SuppressWarnings("ImmutableEnumChecker") // Conversions keep no state.
enum ValueType {
  STRING(
      new Conversion(
          (value, conversionContext) ->
              value.isTextual() ? value : TextNode.valueOf(ScalarValues.text(value)),
          "")),
  INTEGER("integer"),
  NUMBER("number"),
  BOOLEAN("yes_no"),
  DATE("date"),
  DATETIME("datetime");

  private final Conversion conversion;

  ValueType(String conversion) {
    this(Conversions.of(conversion).orElseThrow());
  }

  ValueType(Conversion conversion) {
    this.conversion = conversion;
  }

  Conversion conversion() {
    return conversion;
  }

  /** Whether values of this type have a length to be cut. */
  boolean isText() {
    return this == STRING;
  }
}
