package io.aftercall.mapping.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.operators.MinusOperator;
import net.thisptr.jackson.jq.internal.operators.MultiplyOperator;
import net.thisptr.jackson.jq.internal.operators.PlusOperator;

/** An operator makes its result in one go, so the size of it is looked at before. */
record BoundedOperator(BinaryOperator operator) implements BinaryOperator {
  /** The same, unless its result may be large. */
  static Object bounded(Object operator) {
    return operator instanceof PlusOperator
            || operator instanceof MultiplyOperator
            || operator instanceof MinusOperator
        ? new BoundedOperator((BinaryOperator) operator)
        : operator;
  }

  @Override
  public JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right)
      throws JsonQueryException {
    if (operator instanceof PlusOperator) {
      Evaluation.reserve(bytes(left) + bytes(right));
    } else if (operator instanceof MinusOperator) {
      Evaluation.compare(left, right);
    } else if (left.isTextual() && right.isNumber()) {
      Evaluation.reserve(bytes(left) * right.asDouble());
    } else if (left.isNumber() && right.isTextual()) {
      Evaluation.reserve(bytes(right) * left.asDouble());
    } else if (left.isObject() && right.isObject()) {
      Evaluation.measure(left);
      Evaluation.measure(right);
    }
    return operator.apply(mapper, left, right);
  }

  /** A text is copied once on its way. */
  private static double bytes(JsonNode value) {
    return value.isTextual() ? 4.0 * value.asText().length() : 16.0 * value.size();
  }

  @Override
  public String image() {
    return operator.image();
  }
}
