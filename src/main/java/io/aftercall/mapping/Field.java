package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.util.stream.Stream;

/**
 * One field of a record: its rule, compiled.
 *
 * @param name path and key
 * @param when a jq that must hold, or null
 * @param limit or null
 */
record Field(
    Name name,
    Jq when,
    FieldSource origin,
    Limit limit,
    Fallback fallback,
    FieldWritePolicy.Policy write) {
  /**
   * @param path {@code customer.name}
   * @param key the last part of it
   */
  record Name(String path, String key) {
    Name child(String childKey) {
      return new Name(path.isEmpty() ? childKey : path + "." + childKey, childKey);
    }
  }

  /** Paths of it and of what it holds without which the record must not go. */
  Stream<String> needed() {
    boolean self = fallback.required() || fallback.onError() == OnError.REJECT;
    Stream<String> inside =
        origin instanceof FieldSource.Nested group
            ? group.fields().stream().flatMap(Field::needed)
            : Stream.empty();
    return Stream.concat(self ? Stream.of(name.path()) : Stream.empty(), inside);
  }

  FieldWritePolicy careful() {
    return new FieldWritePolicy(write, limit == null ? Integer.MAX_VALUE : limit.max());
  }

  void into(ObjectNode record, MappingRun mappingRun) {
    mappingRun.begin();
    JsonNode value = value(mappingRun);
    if (value != null) {
      record.set(name.key(), value);
    }
    if (mappingRun.isDefault() && !fallback.always()) {
      mappingRun.byDefault(name.path());
    }
    mappingRun.end(this, value);
  }

  private JsonNode value(MappingRun mappingRun) {
    if (when != null && !when.holds(mappingRun.call())) {
      mappingRun.why("'when' does not hold");
      return null;
    }
    JsonNode value = origin.value(mappingRun);
    if (value != null && limit != null) {
      if (limit.refuses(value)) {
        return limit.apply(value, name.path(), mappingRun);
      }
      value = limit.apply(value, name.path(), mappingRun);
    }
    return value == null ? byDefault(mappingRun) : value;
  }

  private JsonNode byDefault(MappingRun mappingRun) {
    JsonNode value = fallback.value(name.path(), mappingRun);
    if (value == null || limit == null) {
      return value;
    }
    JsonNode fitting = limit.apply(value, name.path(), mappingRun);
    return fitting == null && mappingRun.trouble() != null
        ? fallback.missing(name.path(), mappingRun)
        : fitting;
  }
}
