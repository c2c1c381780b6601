package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What happens to a value on its way into the record: conversions in order, then the lookup, then
 * the type.
 */
final class ValuePipeline {
  static final ValuePipeline AS_IT_IS = new ValuePipeline(List.of(), null, null);

  private final Conversion[] conversions;
  private final Lookup lookup;
  private final Conversion type;

  /**
   * @param lookup null for none
   * @param type null for any
   */
  ValuePipeline(List<Conversion> conversions, Lookup lookup, ValueType type) {
    this.conversions = conversions.toArray(Conversion[]::new);
    this.lookup = lookup;
    this.type = type == null ? null : type.conversion();
  }

  /** Null when nothing is left; when that is a trouble, the run knows it. */
  JsonNode apply(JsonNode raw, MappingRun mappingRun) {
    JsonNode value = raw;
    for (Conversion conversion : conversions) {
      value = step(conversion, value, mappingRun);
      if (value == null) {
        return null;
      }
    }
    if (lookup != null) {
      value = lookup.get(value);
      if (value == null) {
        mappingRun.trouble(MappingRun.UNMATCHED);
        return null;
      }
      if (value.isNull()) {
        return null;
      }
    }
    return type == null ? value : step(type, value, mappingRun);
  }

  private static JsonNode step(Conversion conversion, JsonNode value, MappingRun mappingRun) {
    JsonNode next = conversion.apply(value, mappingRun.facts());
    if (next == null) {
      mappingRun.trouble(conversion.trouble());
      return null;
    }
    return next.isMissingNode() ? null : next;
  }
}
