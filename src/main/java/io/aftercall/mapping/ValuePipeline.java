package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * What happens to a value on its way into the record: conversions in order, then the lookup, then
 * the type. The members of a list are looked up each, before the list becomes one text.
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
    boolean lookedUp = lookup == null;
    for (Conversion conversion : conversions) {
      if (!lookedUp && conversion.joins() && value.isArray()) {
        lookedUp = true;
        value = lookedUp(value, mappingRun);
      }
      value = value == null ? null : step(conversion, value, mappingRun);
      if (value == null) {
        return null;
      }
    }
    value = lookedUp ? value : lookedUp(value, mappingRun);
    return value == null || type == null ? value : step(type, value, mappingRun);
  }

  /** Of a list what has an entry; null when nothing has one. */
  private JsonNode lookedUp(JsonNode value, MappingRun mappingRun) {
    if (!value.isArray()) {
      JsonNode found = lookup.get(value);
      if (found == null) {
        mappingRun.trouble(MappingRun.UNMATCHED);
      }
      return found == null || found.isNull() ? null : found;
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    boolean known = false;
    for (JsonNode member : value) {
      JsonNode found = lookup.get(member);
      known |= found != null;
      if (found != null && !found.isNull()) {
        all.add(found);
      }
    }
    if (!known) {
      mappingRun.trouble(MappingRun.UNMATCHED);
    }
    return all.isEmpty() ? null : all;
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
