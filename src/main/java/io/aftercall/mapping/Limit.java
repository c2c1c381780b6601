package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * How long a text may be, in characters as people count them.
 *
 * @param refuse whether a longer one stops the record instead of being cut
 */
record Limit(int max, boolean refuse, String cutNote, String refusal) {
  static Limit of(int max, boolean refuse) {
    return new Limit(
        max, refuse, "cut to " + max + " characters", "longer than " + max + " characters");
  }

  /** Null when the record must not go. */
  JsonNode apply(JsonNode value, String field, MappingRun mappingRun) {
    if (!value.isTextual() || !ScalarValues.isLonger(value.textValue(), max)) {
      return value;
    }
    if (refuse) {
      mappingRun.refuse(field, refusal);
      return null;
    }
    mappingRun.note(field, cutNote);
    return TextNode.valueOf(ScalarValues.cut(value.textValue(), max));
  }
}
