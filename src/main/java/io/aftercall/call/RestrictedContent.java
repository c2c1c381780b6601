package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** What was said and recorded in a call, wherever it stands: the part not everybody may have. */
public enum RestrictedContent {
  /** What was said, word by word. */
  TRANSCRIPT("transcript", "segments", "formatted_transcript"),
  /** Where it can be heard, or seen. */
  RECORDING("recording_url", "recording", "recordings", "audio_url", "attachments");

  private final Set<String> names;

  RestrictedContent(String... names) {
    this.names = Set.of(names);
  }

  /** The paths of the canonical call that hold it: {@code .transcript}. */
  public Set<String> fields() {
    return names;
  }

  /**
   * The call without it, also not in {@code .raw}: null in its place. A copy as far as something is
   * taken out; the call itself stays as it is.
   */
  public ObjectNode takenOutOf(ObjectNode call) {
    return (ObjectNode) without(call);
  }

  private JsonNode without(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> without((ObjectNode) node);
      case ARRAY -> without((ArrayNode) node);
      default -> node;
    };
  }

  private JsonNode without(ObjectNode object) {
    ObjectNode copy = null;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode before = field.getValue();
      JsonNode after = names.contains(field.getKey()) ? nothing(before) : without(before);
      if (after != before) {
        if (copy == null) {
          copy = JsonNodeFactory.instance.objectNode();
          copy.setAll(object);
        }
        copy.set(field.getKey(), after);
      }
    }
    return copy == null ? object : copy;
  }

  private JsonNode without(ArrayNode list) {
    ArrayNode copy = null;
    for (int i = 0; i < list.size(); i++) {
      JsonNode after = without(list.get(i));
      if (after != list.get(i)) {
        if (copy == null) {
          copy = JsonNodeFactory.instance.arrayNode(list.size()).addAll(list);
        }
        copy.set(i, after);
      }
    }
    return copy == null ? list : copy;
  }

  /** Lists stay lists, so that rules need not ask. */
  private static JsonNode nothing(JsonNode before) {
    if (before.isNull() || before.isArray() && before.isEmpty()) {
      return before;
    }
    return before.isArray()
        ? JsonNodeFactory.instance.arrayNode()
        : JsonNodeFactory.instance.nullNode();
  }
}
