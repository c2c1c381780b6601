package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One look into the call: jq, then the conversions written behind it, as in {@code .duration |
 * minutes}.
 *
 * @param text as the operator wrote it
 */
record SourceExpression(String text, Jq jq, ValuePipeline shape) {
  /** Null when nothing usable is there; the run then knows about any trouble. */
  JsonNode value(MappingRun mappingRun) {
    JsonNode raw = jq.first(mappingRun.call());
    if (raw == null) {
      mappingRun.found(text, null);
      mappingRun.trouble("jq fails on this call");
      return null;
    }
    if (ScalarValues.isAbsent(raw)) {
      return null;
    }
    mappingRun.found(text, raw);
    return shape.apply(raw, mappingRun);
  }
}
