package io.aftercall.dryrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.PlannedRequest;

/**
 * A request that would leave.
 *
 * @param question the name a person can answer it by; empty for one that only sends
 * @param answer what the question was answered with; null for one that only sends
 */
public record DryRunRequest(PlannedRequest request, String question, JsonNode answer) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void tell(ObjectNode json) {
    json.put("method", request.method())
        .put("address", request.address())
        .put("path", request.path())
        .put("query", request.query());
    ObjectNode headers = json.putObject("headers");
    request.headers().forEach(headers::put);
    if (request.body().isEmpty()) {
      json.putNull("body");
    } else {
      json.set("body", body(request.body()));
    }
    if (!question.isEmpty()) {
      json.put("question", question).set("answer", answer);
    }
  }

  /** JSON as JSON, all else as a text. */
  private static JsonNode body(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json.isContainerNode() ? json : JSON.getNodeFactory().textNode(text);
    } catch (JsonProcessingException noJson) {
      return JSON.getNodeFactory().textNode(text);
    }
  }

  /**
   * A request as people read it, several lines.
   *
   * @param request of {@link DryRunReport#json}
   */
  public static String text(JsonNode request) {
    StringBuilder text = new StringBuilder(request.path("method").asText());
    text.append(' ').append(request.path("address").asText());
    text.append(request.path("path").asText());
    String query = request.path("query").asText();
    text.append(query.isEmpty() ? "" : "?" + query).append('\n');
    request
        .path("headers")
        .properties()
        .forEach(
            header ->
                text.append(header.getKey())
                    .append(": ")
                    .append(header.getValue().asText())
                    .append('\n'));
    JsonNode body = request.path("body");
    if (!body.isNull()) {
      text.append('\n').append(body.isTextual() ? body.textValue() : body.toPrettyString());
    }
    return text.toString().stripTrailing();
  }

  /** Whether something would be written by it, and what a question was answered with. */
  public static String meaning(JsonNode request) {
    String question = request.path("question").asText("");
    return question.isEmpty()
        ? "would be sent"
        : "question " + question + ", answered by " + request.path("answer");
  }
}
