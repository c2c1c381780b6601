package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * What was said: as text, one line {@code Assistant: …} or {@code Customer: …} per turn, and as
 * segments {@code {speaker, text, at}} with speaker {@code assistant}, {@code customer} or null.
 *
 * @param text null if there is none
 * @param segments empty if the text has no speakers
 */
record Transcript(String text, ArrayNode segments) {
  private static final String ASSISTANT = "assistant";
  private static final String CUSTOMER = "customer";

  private static final Map<String, String> SPEAKERS =
      Map.ofEntries(
          Map.entry("bot", ASSISTANT),
          Map.entry("ai", ASSISTANT),
          Map.entry("ki", ASSISTANT),
          Map.entry("assistant", ASSISTANT),
          Map.entry("assistent", ASSISTANT),
          Map.entry("agent", ASSISTANT),
          Map.entry("human", CUSTOMER),
          Map.entry("user", CUSTOMER),
          Map.entry("customer", CUSTOMER),
          Map.entry("kunde", CUSTOMER),
          Map.entry("caller", CUSTOMER),
          Map.entry("client", CUSTOMER));

  /** What ends a line, also in texts of old machines and of spreadsheets. */
  private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";

  private static final int LONGEST_LABEL = 9;

  /** Reads {@code transcript} in each of its shapes and {@code formatted_transcript} of a body. */
  static Transcript of(ObjectNode body) {
    JsonNode sent = body.path("transcript");
    String formatted = JsonFields.text(body, "formatted_transcript");
    if (sent.isTextual()) {
      String text =
          formatted != null ? formatted : sent.textValue().isBlank() ? null : sent.asText();
      return new Transcript(text, turns(text));
    }
    ArrayNode segments = segments(items(sent, body));
    if (formatted != null) {
      return new Transcript(formatted, segments.isEmpty() ? turns(formatted) : segments);
    }
    return new Transcript(segments.isEmpty() ? null : lines(segments), segments);
  }

  private static JsonNode items(JsonNode sent, ObjectNode body) {
    if (sent.isArray()) {
      return sent;
    }
    JsonNode items = sent.path("items");
    if (items.isArray()) {
      return items;
    }
    JsonNode segments = sent.path("segments");
    return segments.isArray() ? segments : body.path("segments");
  }

  /** Tool calls and everything else without words are left out. */
  private static ArrayNode segments(JsonNode items) {
    ArrayNode segments = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : items) {
      String text = words(item);
      if (text != null) {
        String speaker = JsonFields.text(item, "sender", "role", "speaker");
        String at = Timestamps.stamp(item.path("timestamp"));
        segment(segments, speaker == null ? null : speaker(speaker), text).put("at", at);
      }
    }
    return segments;
  }

  /** A prompt, a tool's call and its answer are written into the list, and nobody said them. */
  private static boolean isNobody(JsonNode item) {
    String role = item.path("role").asText();
    return role.startsWith("tool")
        || role.startsWith("function")
        || role.equals("system")
        || role.equals("developer");
  }

  private static String words(JsonNode item) {
    if (item.path("type").asText().startsWith("tool") || isNobody(item)) {
      return null;
    }
    if (item.isTextual()) {
      return item.textValue().isBlank() ? null : item.textValue();
    }
    String text = JsonFields.text(item, "text", "content", "message");
    if (text != null) {
      return text;
    }
    StringBuilder parts = new StringBuilder();
    for (JsonNode part : item.path("content")) {
      String word =
          part.isTextual() ? part.textValue() : JsonFields.text(part, "text", "transcript");
      if (word != null && !word.isBlank()) {
        parts.append(parts.isEmpty() ? "" : " ").append(word);
      }
    }
    return parts.isEmpty() ? null : parts.toString();
  }

  /** Cuts a text at its speaker labels; what stands before the first is nobody's. */
  private static ArrayNode turns(String text) {
    ArrayNode segments = JsonNodeFactory.instance.arrayNode();
    if (text == null) {
      return segments;
    }
    String speaker = null;
    int from = 0;
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      int label = labelStart(text, from, colon);
      String next = label < 0 ? null : speaker(text.substring(label, colon));
      if (next != null) {
        int line = lineStart(text, from, label);
        turn(segments, speaker, text.substring(from, line));
        speaker = next;
        from = colon + 1;
      }
    }
    if (speaker != null) {
      turn(segments, speaker, text.substring(from));
    }
    return segments;
  }

  /** Where the word before a colon begins, if it is short and the first of its line; else -1. */
  private static int labelStart(String text, int from, int colon) {
    int at = colon;
    while (at > from && colon - at <= LONGEST_LABEL && isLetter(text.charAt(at - 1))) {
      at--;
    }
    int line = lineStart(text, from, at);
    boolean isFirst = line == 0 || LINE_ENDS.indexOf(text.charAt(line - 1)) >= 0;
    return at < colon && colon - at <= LONGEST_LABEL && isFirst ? at : -1;
  }

  /** Without the blanks before a position. */
  private static int lineStart(String text, int from, int at) {
    int line = at;
    while (line > from && (text.charAt(line - 1) == ' ' || text.charAt(line - 1) == '\t')) {
      line--;
    }
    return line;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static void turn(ArrayNode segments, String speaker, String words) {
    if (!words.isBlank()) {
      segment(segments, speaker, words.strip()).putNull("at");
    }
  }

  private static ObjectNode segment(ArrayNode segments, String speaker, String text) {
    return segments.addObject().put("speaker", speaker).put("text", text);
  }

  private static String speaker(String label) {
    return SPEAKERS.get(label.strip().toLowerCase(Locale.ROOT));
  }

  private static String lines(ArrayNode segments) {
    StringBuilder lines = new StringBuilder();
    for (JsonNode segment : segments) {
      String speaker = segment.path("speaker").asText();
      lines
          .append(lines.isEmpty() ? "" : "\n")
          .append(speaker.equals(ASSISTANT) ? "Assistant: " : "")
          .append(speaker.equals(CUSTOMER) ? "Customer: " : "")
          .append(segment.path("text").asText());
    }
    return lines.toString();
  }
}
