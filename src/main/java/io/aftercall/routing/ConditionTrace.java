package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One condition of a decide route, as it was asked about a call.
 *
 * @param place {@code routes/decide/post-call.camel.yaml:24}, or empty when not known
 * @param condition the jq text, in one line
 * @param held whether it held; false when it failed
 * @param failure why it failed on this call, or empty
 * @param looked the paths the condition reads and what the call holds there; null where nothing is
 */
public record ConditionTrace(
    String place, String condition, boolean held, String failure, Map<String, JsonNode> looked) {}
