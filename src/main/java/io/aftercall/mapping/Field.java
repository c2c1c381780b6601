package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One field of a record: its rule, compiled.
 *
 * @param name path and key
 * @param when a jq that must hold, or null
 * @param limit or null
 */
record Field(
    Name name, Jq when, FieldSource origin, Limit limit, Fallback fallback, WriteMode write) {
  /**
   * @param path {@code customer.name}
   * @param key the last part of it
   */
  record Name(String path, String key) {
    Name child(String childKey) {
      return new Name(path.isEmpty() ? childKey : path + "." + childKey, childKey);
    }
  }

  CarefulWrite careful() {
    return new CarefulWrite(write, limit == null ? Integer.MAX_VALUE : limit.max());
  }

  void into(ObjectNode record, MappingRun mappingRun) {
    mappingRun.begin();
    JsonNode value = value(mappingRun);
    if (value != null) {
      record.set(name.key(), value);
    }
    mappingRun.end(this, value);
  }

  private JsonNode value(MappingRun mappingRun) {
    if (when != null && !when.holds(mappingRun.call())) {
      mappingRun.why("'when' does not hold");
      return null;
    }
    JsonNode value = origin.value(mappingRun);
    if (value == null) {
      value = fallback.value(name.path(), mappingRun);
    }
    return value == null || limit == null ? value : limit.apply(value, name.path(), mappingRun);
  }
}
