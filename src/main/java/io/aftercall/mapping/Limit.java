package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * How long a text may be, in UTF-16 units.
 *
 * @param over what becomes of a longer one; null to cut prose and to leave out all else
 */
record Limit(int max, OverMax over, String cutNote, String trouble) {
  /** What becomes of a text that is too long. */
  enum OverMax {
    CUT,
    OMIT,
    REJECT
  }

  static Limit of(int max, OverMax over) {
    return new Limit(
        max, over, "cut to " + max + " characters", "longer than " + max + " characters");
  }

  /** Null when the record must not go, or when the field goes without; the run knows which. */
  JsonNode apply(JsonNode value, String field, MappingRun mappingRun) {
    if (!value.isTextual() || !ScalarValues.isLonger(value.textValue(), max)) {
      return value;
    }
    return switch (courseOf(value.textValue())) {
      case CUT -> {
        mappingRun.note(field, cutNote);
        yield TextNode.valueOf(ScalarValues.cut(value.textValue(), max));
      }
      case OMIT -> {
        mappingRun.trouble(trouble);
        yield null;
      }
      case REJECT -> {
        mappingRun.refuse(field, trouble);
        yield null;
      }
    };
  }

  boolean refuses(JsonNode value) {
    return over == OverMax.REJECT
        && value.isTextual()
        && ScalarValues.isLonger(value.textValue(), max);
  }

  private OverMax courseOf(String text) {
    if (over != null) {
      return over;
    }
    return ScalarValues.isProse(text) ? OverMax.CUT : OverMax.OMIT;
  }
}
