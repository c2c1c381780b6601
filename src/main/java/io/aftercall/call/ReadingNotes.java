package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What people should know of how a call was read: values that could not be read, and those that
 * were read on the safe side, with the words as they were sent.
 */
final class ReadingNotes {
  private static final int LONGEST = 500;

  private final ArrayNode notes = JsonNodeFactory.instance.arrayNode();
  private final ObjectNode said = JsonNodeFactory.instance.objectNode();
  private final Map<String, String> dates = new HashMap<>();
  private String holdReason;

  /** {@code [{name, from, type, why}]}; one that was read on the safe side has {@code read} too. */
  ArrayNode notes() {
    return notes;
  }

  /** Name of a variable or a field to the words that were sent. */
  ObjectNode said() {
    return said;
  }

  /** Why the event must wait for a person, in plain words without the person's; else null. */
  String holdReason() {
    return holdReason;
  }

  /**
   * A value that could not become its type.
   *
   * @param from the name under which it was sent
   * @param why continues "the value …"
   */
  void unread(String name, String from, String type, String why, JsonNode words) {
    notes.addObject().put("name", name).put("from", from).put("type", type).put("why", why);
    said(name, words);
  }

  /**
   * A value of a declared variable that could not become its type; {@code ask: false} where the
   * words themselves say that there is none.
   */
  void unread(
      String name, String from, String type, VariableCoercion.Typed result, JsonNode words) {
    unread(name, from, type, result.why(), words);
    if (!result.ask()) {
      ((ObjectNode) notes.get(notes.size() - 1)).put("ask", false);
    }
  }

  /** What a value says beyond its type, as in "in the afternoon". */
  void remark(String name, String from, String type, String note, JsonNode words) {
    notes.addObject().put("name", name).put("from", from).put("type", type).put("note", note);
    said(name, words);
  }

  /** A value that protects a person and was not clear, or not the only one. */
  void readSafely(String name, String from, JsonNode words, boolean read, String why) {
    notes
        .addObject()
        .put("name", name)
        .put("from", from)
        .put("type", "protective")
        .put("read", read ? "yes" : "no")
        .put("why", why);
    said(name, words);
  }

  /** The words of a date that was read: they may name a time of day, too. */
  void dateOf(String name, JsonNode words) {
    dates.put(name, words.asText());
  }

  /** Null where no date of that name was read. */
  String dateOf(String name) {
    return dates.get(name);
  }

  void hold(String reason) {
    holdReason = reason;
  }

  /** The first words of a name stay. */
  void said(String name, JsonNode words) {
    if (!said.has(name)) {
      String text = words.isTextual() ? words.textValue() : words.toString();
      boolean isShort = text.length() <= LONGEST;
      said.set(
          name,
          words.isTextual() && isShort
              ? words
              : TextNode.valueOf(isShort ? text : text.substring(0, LONGEST) + "…"));
    }
  }
}
