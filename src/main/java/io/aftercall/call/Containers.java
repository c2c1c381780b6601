package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens what senders wrap a group of values, or one value, in: JSON text, a list of one object,
 * {@code [{key, value}]}, {@code {value, rationale}}. What is plain already costs a look.
 */
final class Containers {
  private static final int DEPTH = 6;
  private static final int LONGEST_TEXT = 1 << 20;

  private static final List<String> NAMES = List.of("key", "name", "variable", "field", "id");
  private static final List<String> VALUES = List.of("value", "result", "return_value", "answer");

  /** A group may lie below one of these, when nothing else lies beside it. */
  private static final Set<String> GROUPS =
      Set.of("value", "values", "data", "variables", "result", "results", "fields", "items");

  /** What is said about a value and is no value itself. */
  private static final Set<String> ABOUT =
      Set.of(
          "rationale",
          "reason",
          "reasoning",
          "explanation",
          "confidence",
          "score",
          "type",
          "name",
          "key",
          "id",
          "label",
          "description",
          "action_type",
          "data_collection_id",
          "json_schema",
          "schema",
          "evidence",
          "quote",
          "source");

  /**
   * @param values what was found, under its names; shares its nodes with what was sent
   * @param lost whether something of the group could not be read
   */
  record ValueGroup(ObjectNode values, boolean lost) {}

  private Containers() {}

  /** The values of a group, whatever it comes in. */
  static ValueGroup group(JsonNode sent) {
    return group(sent, 0);
  }

  private static ValueGroup group(JsonNode sent, int depth) {
    if (sent instanceof ObjectNode object) {
      return object(object, depth);
    }
    if (sent == null || sent.isMissingNode() || VariableCoercion.isAbsent(sent)) {
      return new ValueGroup(JsonNodeFactory.instance.objectNode(), false);
    }
    if (depth > DEPTH) {
      return lost();
    }
    if (sent instanceof ArrayNode list) {
      return list(list, depth);
    }
    JsonNode parsed = sent.isTextual() ? parsed(sent.textValue()) : null;
    return parsed == null ? lost() : group(parsed, depth + 1);
  }

  /** One object, also as JSON text or as a list of one; null for anything else. */
  static ObjectNode object(JsonNode sent) {
    if (sent instanceof ObjectNode object) {
      return object;
    }
    if (sent instanceof ArrayNode list && list.size() == 1) {
      return list.get(0) instanceof ObjectNode only ? only : null;
    }
    JsonNode parsed = sent != null && sent.isTextual() ? parsed(sent.textValue()) : null;
    return parsed == null || parsed.isTextual() ? null : object(parsed);
  }

  private static ValueGroup lost() {
    return new ValueGroup(JsonNodeFactory.instance.objectNode(), true);
  }

  private static ValueGroup object(ObjectNode object, int depth) {
    if (object.size() == 1 && depth <= DEPTH) {
      Map.Entry<String, JsonNode> only = object.properties().iterator().next();
      if (GROUPS.contains(only.getKey()) && isGroup(only.getValue())) {
        return group(only.getValue(), depth + 1);
      }
    }
    if (object.get("key") instanceof TextNode key && object.has("value") && isPair(object)) {
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      values.set(key.textValue(), object.get("value"));
      return new ValueGroup(values, false);
    }
    return new ValueGroup(isOfNamed(object) ? named(object) : object, false);
  }

  private static boolean isGroup(JsonNode value) {
    JsonNode group = value.isTextual() ? parsed(value.textValue()) : value;
    return group != null && group.isContainerNode();
  }

  /** {@code {<any id>: {name, result}}}: each value says itself what it is called. */
  private static boolean isOfNamed(ObjectNode object) {
    boolean named = false;
    for (JsonNode value : object) {
      if (!(value instanceof ObjectNode one)
          || !(one.get("name") instanceof TextNode)
          || valueOf(one) == null) {
        return false;
      }
      named = true;
    }
    return named;
  }

  private static ObjectNode named(ObjectNode object) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    object.forEach(one -> add(values, one.get("name").textValue(), valueOf(one)));
    return values;
  }

  private static ValueGroup list(ArrayNode list, int depth) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    boolean lost = false;
    for (JsonNode element : list) {
      String name = nameOf(element);
      if (name != null) {
        add(values, name, element.isArray() ? element.get(1) : valueOf(element));
      } else if (element instanceof ObjectNode pair && pair.has("value") && isPair(pair)) {
        lost = true;
      } else if (element.isContainerNode() || element.isTextual()) {
        ValueGroup inner = group(element, depth + 1);
        inner.values().properties().forEach(one -> add(values, one.getKey(), one.getValue()));
        lost |= inner.lost();
      } else {
        lost |= !element.isNull();
      }
    }
    return new ValueGroup(values, lost);
  }

  /** The name of a pair, an object of a name and a value or a list of the two; else null. */
  private static String nameOf(JsonNode pair) {
    if (pair.isArray() && pair.size() == 2 && pair.get(0).isTextual()) {
      return pair.get(0).textValue();
    }
    if (!(pair instanceof ObjectNode object) || valueOf(object) == null) {
      return null;
    }
    for (String name : NAMES) {
      if (object.get(name) instanceof TextNode text && !text.textValue().isBlank()) {
        return text.textValue();
      }
    }
    return null;
  }

  private static boolean isPair(ObjectNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!field.getKey().equals("value") && !ABOUT.contains(field.getKey())) {
        return false;
      }
    }
    return true;
  }

  /** Two values of one name stay both: which of them counts is not decided here. */
  private static void add(ObjectNode values, String name, JsonNode value) {
    JsonNode before = values.get(name);
    if (before == null || before.equals(value)) {
      values.set(name, value);
    } else {
      values.set(name, JsonNodeFactory.instance.arrayNode().add(before).add(value));
    }
  }

  private static JsonNode valueOf(JsonNode object) {
    for (String key : VALUES) {
      JsonNode value = object.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * A variable's value without what it is wrapped in.
   *
   * @param declared whether the variable has a type: only then a list of one is its one element
   */
  static JsonNode value(String name, JsonNode sent, boolean declared) {
    JsonNode value = sent;
    for (int i = 0; i < DEPTH && value.isContainerNode(); i++) {
      JsonNode inner =
          value.isArray()
              ? (declared && value.size() == 1 ? value.get(0) : null)
              : inner(name, value);
      if (inner == null) {
        return value;
      }
      value = inner;
    }
    return value;
  }

  /** The same group with every value out of its wrapper; itself where nothing is wrapped. */
  static ObjectNode unwrapped(ObjectNode group) {
    ObjectNode copy = null;
    for (Map.Entry<String, JsonNode> field : group.properties()) {
      JsonNode value = field.getValue();
      JsonNode plain = value.isObject() ? value(field.getKey(), value, false) : value;
      if (plain != value) {
        copy = copy == null ? JsonNodeFactory.instance.objectNode().setAll(group) : copy;
        copy.set(field.getKey(), plain);
      }
    }
    return copy == null ? group : copy;
  }

  /** What an object wraps: its {@code value}, or the one field with the variable's own name. */
  static JsonNode inner(String name, JsonNode wrapper) {
    JsonNode value = wrapper.get("value");
    if (value != null) {
      return value;
    }
    JsonNode found = null;
    for (Map.Entry<String, JsonNode> field : wrapper.properties()) {
      if (VALUES.contains(field.getKey())
          || VariableNames.fold(field.getKey()).equals(VariableNames.fold(name))) {
        if (found != null) {
          return null;
        }
        found = field.getValue();
      } else if (!ABOUT.contains(field.getKey())) {
        return null;
      }
    }
    return found;
  }

  /** The object or list that a text spells, also between code fences; null if it is none. */
  static JsonNode parsed(String text) {
    String json = text.strip();
    if (json.startsWith("```") && json.endsWith("```") && json.length() > 6) {
      int line = json.indexOf('\n');
      json = line < 0 ? "" : json.substring(line, json.length() - 3).strip();
    }
    boolean may =
        json.length() > 1
            && json.length() <= LONGEST_TEXT
            && (json.charAt(0) == '{' || json.charAt(0) == '[' || json.startsWith("\"{"));
    return may ? LenientJson.ofText(json) : null;
  }
}
