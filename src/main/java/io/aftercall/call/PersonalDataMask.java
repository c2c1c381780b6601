package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A call for eyes that may know how it went, but not with whom or what was said. Gives copies;
 * nothing it is given is changed.
 */
public final class PersonalDataMask {
  private static final JsonNode HIDDEN = TextNode.valueOf("hidden");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T[0-9:.+Z-]{1,20})?");

  private PersonalDataMask() {}

  /** A canonical call. */
  public static ObjectNode mask(ObjectNode call) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : call.properties()) {
      copy.set(field.getKey(), mask("." + field.getKey(), field.getValue()));
    }
    return copy;
  }

  /**
   * What stands at a path of a canonical call.
   *
   * @param value may be null
   */
  public static JsonNode mask(String path, JsonNode value) {
    if (value == null || value.isNull()) {
      return value;
    }
    return switch (Sensitivity.of(path)) {
      case OPEN -> value;
      case IDENTIFYING -> leaves(value, true);
      case SENSITIVE -> maskTexts(value);
      case WHOLE -> HIDDEN;
    };
  }

  /** A record for a destination: numbers, dates, yes and no stay, of texts the length. */
  public static JsonNode maskTexts(JsonNode value) {
    return value == null ? null : leaves(value, false);
  }

  private static JsonNode leaves(JsonNode value, boolean all) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        copy.set(field.getKey(), leaves(field.getValue(), all));
      }
      return copy;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> copy.add(leaves(element, all)));
      return copy;
    }
    if (value.isNull() || value.isBoolean()) {
      return value;
    }
    if (all) {
      return HIDDEN;
    }
    boolean stays = value.isNumber() && value.asText().length() < 7;
    if (stays || value.isTextual() && DATE.matcher(value.textValue()).matches()) {
      return value;
    }
    return TextNode.valueOf("…(" + value.asText().length() + ")");
  }
}
