package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern TURN =
      Pattern.compile(
          "^[ \\t]*(AI|KI|Bot|Assistant|Assistent|Agent|Customer|Kunde|User|Human|Caller):[ \\t]*",
          Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

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
    Matcher turn = TURN.matcher(text);
    String speaker = null;
    int from = 0;
    while (turn.find()) {
      turn(segments, speaker, text.substring(from, turn.start()));
      speaker = speaker(turn.group(1));
      from = turn.end();
    }
    if (speaker != null) {
      turn(segments, speaker, text.substring(from));
    }
    return segments;
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
