package aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One field of a record: its rule, compiled.
 *
 * @param name path and key
 * @param when a jq that must hold, or null
 * @param limit or null
 */
record Field(Name name, Jq when, Origin origin, Limit limit, Fallback fallback, Write write) {
  /**
   * @param path {@code customer.name}
   * @param key the last part of it
   */
  record Name(String path, String key) {
    Name child(String childKey) {
      return new Name(path.isEmpty() ? childKey : path + "." + childKey, childKey);
    }
  }

  Careful careful() {
    return new Careful(write, limit == null ? Integer.MAX_VALUE : limit.max());
  }

  void into(ObjectNode record, Run run) {
    run.begin();
    JsonNode value = value(run);
    if (value != null) {
      record.set(name.key(), value);
    }
    run.end(this, value);
  }

  private JsonNode value(Run run) {
    if (when != null && !when.holds(run.call())) {
      run.why("'when' does not hold");
      return null;
    }
    JsonNode value = origin.value(run);
    if (value == null) {
      value = fallback.value(name.path(), run);
    }
    return value == null || limit == null ? value : limit.apply(value, name.path(), run);
  }
}
