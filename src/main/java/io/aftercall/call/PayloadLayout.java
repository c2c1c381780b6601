package io.aftercall.call;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/**
 * Where a sender of another shape writes what calls are made of. Only what is listed is read; the
 * body as it came stays in {@code .raw}.
 *
 * @param fields one of {@link #NAMES} to the places where it may stand; the first that holds
 *     something is taken; empty for senders of the shapes we know
 * @param statuses the sender's word for how a call ended to ours, both in {@link
 *     CallVocabulary#status our spelling}
 */
public record PayloadLayout(Map<String, List<JsonPointer>> fields, Map<String, String> statuses) {
  /** What a body may be asked for. */
  public static final List<String> NAMES =
      List.of(
          "id",
          "status",
          "direction",
          "duration",
          "customer_phone",
          "customer_name",
          "assistant_phone",
          "assistant_id",
          "assistant_name",
          "created_at",
          "finished_at",
          "summary",
          "transcript",
          "recording_url",
          "success",
          "sentiment",
          "attempt",
          "max_retries",
          "extracted_variables",
          "input_variables",
          "lead",
          "campaign");

  /** Of a sender whose bodies are read as they are. */
  public static final PayloadLayout KNOWN = new PayloadLayout(Map.of(), Map.of());

  public PayloadLayout {
    fields = Map.copyOf(fields);
    statuses = Map.copyOf(statuses);
  }

  public boolean isKnown() {
    return fields.isEmpty();
  }

  /** The body in the shape we know. */
  ObjectNode of(ObjectNode body) {
    if (isKnown()) {
      return body;
    }
    ObjectNode known = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      JsonNode value = first(body, fields.getOrDefault(name, List.of()));
      if (value != null) {
        known.set(name, name.equals("status") ? status(value) : value);
      }
    }
    return known;
  }

  private static JsonNode first(ObjectNode body, List<JsonPointer> places) {
    for (JsonPointer place : places) {
      JsonNode value = body.at(place);
      if (!value.isMissingNode() && !VariableCoercion.isAbsent(value)) {
        return value;
      }
    }
    return null;
  }

  private JsonNode status(JsonNode sent) {
    String ours = statuses.get(String.valueOf(CallStatuses.normal(sent.asText())));
    return ours == null ? sent : TextNode.valueOf(ours);
  }
}
