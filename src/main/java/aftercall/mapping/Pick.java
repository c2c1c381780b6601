package aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One look into the call: jq, then the conversions written behind it, as in {@code .duration |
 * minutes}.
 *
 * @param text as the operator wrote it
 */
record Pick(String text, Jq jq, Shape shape) {
  /** Null when nothing usable is there; the run then knows about any trouble. */
  JsonNode value(Run run) {
    JsonNode raw = jq.first(run.call());
    if (raw == null) {
      run.found(text, null);
      run.trouble("jq fails on this call");
      return null;
    }
    if (Values.isAbsent(raw)) {
      return null;
    }
    run.found(text, raw);
    return shape.apply(raw, run);
  }
}
