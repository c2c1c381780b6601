package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One condition of a decide route, as it was asked about a call.
 *
 * @param place {@code routes/decide/post-call.camel.yaml:24}, or empty when not known
 * @param condition the jq text, in one line
 * @param looked the paths the condition reads and what the call holds there; null where nothing is
 */
public record ConditionTrace(
    String place, String condition, boolean held, Map<String, JsonNode> looked) {}
