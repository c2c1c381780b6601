package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one rule of what somebody may know who may not know people: yes and no stay, of every other
 * value only how long it is. A date may be a birthday and a short number an age or a PIN, so they
 * are masked too. Used for what viewers are shown and for what is kept of sent records. Gives
 * copies; nothing it is given is changed.
 */
public final class PersonalDataMask {
  private static final JsonNode HIDDEN = TextNode.valueOf("hidden");

  /** A name a mapping gives to a field; whatever else is a key came with the call. */
  private static final Pattern FIELD_NAME =
      Pattern.compile("[A-Za-z_][A-Za-z_.-]{0,62}\\d{0,3}(__c)?");

  private PersonalDataMask() {}

  /** A canonical call. */
  public static ObjectNode call(ObjectNode call) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : call.properties()) {
      copy.set(field.getKey(), at("." + field.getKey(), field.getValue()));
    }
    return copy;
  }

  /**
   * What stands at a path of a canonical call.
   *
   * @param value may be null
   */
  public static JsonNode at(String path, JsonNode value) {
    if (value == null || value.isNull()) {
      return value;
    }
    return switch (Sensitivity.of(path)) {
      case OPEN -> value;
      case IDENTIFYING, SENSITIVE -> leaves(value, false);
      case WHOLE -> HIDDEN;
    };
  }

  /**
   * A record for a destination, or a value of it. The names of its fields are the mapping's and
   * stay.
   *
   * @param value may be null
   */
  public static JsonNode record(JsonNode value) {
    return value == null ? null : leaves(value, true);
  }

  /**
   * Request headers that were kept: their names say nothing about the caller.
   *
   * @param headers an object
   */
  public static JsonNode headers(JsonNode headers) {
    return leaves(headers, true);
  }

  /**
   * @param namesStay whether the keys are ours
   */
  private static JsonNode leaves(JsonNode value, boolean namesStay) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      int number = 0;
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        number++;
        String name = field.getKey();
        boolean stays = namesStay && FIELD_NAME.matcher(name).matches();
        copy.set(stays ? name : number + length(name), leaves(field.getValue(), namesStay));
      }
      return copy;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> copy.add(leaves(element, namesStay)));
      return copy;
    }
    return value.isNull() || value.isBoolean() ? value : TextNode.valueOf(length(value.asText()));
  }

  private static String length(String text) {
    return "…(" + text.length() + ")";
  }
}
