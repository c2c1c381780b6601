package io.aftercall.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether two canonical calls tell the same about what records are made of. The platform's list and
 * its webhooks write the same call in two shapes, and not every field is in both.
 */
final class CallComparison {
  private static final List<String> FIELDS = List.of("id", "customer_phone", "outcome");
  private static final String ASSISTANT = "assistant_phone";

  private CallComparison() {}

  /**
   * @param theirs the platform's; what it does not say is not compared
   * @return names of the fields that differ, never their values
   */
  static List<String> differences(ObjectNode ours, ObjectNode theirs) {
    List<String> differ = new ArrayList<>();
    for (String field : FIELDS) {
      if (differs(ours.path(field), theirs.path(field))) {
        differ.add(field);
      }
    }
    // Not every webhook says it.
    if (ours.hasNonNull(ASSISTANT) && differs(ours.path(ASSISTANT), theirs.path(ASSISTANT))) {
      differ.add(ASSISTANT);
    }
    JsonNode said = ours.path("extracted_variables");
    for (Map.Entry<String, JsonNode> variable : theirs.path("extracted_variables").properties()) {
      if (differs(said.path(variable.getKey()), variable.getValue())) {
        differ.add("extracted_variables." + variable.getKey());
      }
    }
    return differ;
  }

  private static boolean differs(JsonNode ours, JsonNode theirs) {
    return !theirs.isMissingNode() && !theirs.isNull() && !text(ours).equals(text(theirs));
  }

  /** One shape says true and 5000, the other "true" and "5000.0". */
  private static String text(JsonNode value) {
    if (value.isContainerNode()) {
      return value.toString();
    }
    String text = value.isNull() ? "" : value.asText().strip();
    try {
      return text.matches("-?\\d{1,30}(\\.\\d{1,30})?")
          ? new BigDecimal(text).stripTrailingZeros().toPlainString()
          : text;
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
