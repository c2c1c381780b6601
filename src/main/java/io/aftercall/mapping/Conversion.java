package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One conversion of a field, ready to run.
 *
 * @param trouble what a note says when the value does not fit: "not a phone number"
 * @param joins whether it makes one text of a list
 */
record Conversion(Step step, String trouble, boolean joins) {
  Conversion(Step step, String trouble) {
    this(step, trouble, false);
  }

  @FunctionalInterface
  interface Step {
    /**
     * @param value present, of any JSON type
     * @return the new value; missing when there is rightly none (a name without a title); null when
     *     the value does not fit
     */
    JsonNode apply(JsonNode value, ConversionContext conversionContext);
  }

  JsonNode apply(JsonNode value, ConversionContext conversionContext) {
    return step.apply(value, conversionContext);
  }
}
