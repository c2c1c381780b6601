package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Fields that a sender filled and the canonical call nevertheless does not have: each leaves a note
 * and its words, for nothing of a known name is lost in silence.
 */
final class UnreadFields {
  /** A field of the canonical call and the names under which senders write it. */
  private record Field(String name, List<String> sentAs, String why) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("status", List.of("status", "call_status"), "is no word"),
          new Field(
              "duration",
              List.of("duration", "duration_sec", "duration_seconds"),
              "is no number of seconds"),
          new Field("created_at", List.of("created_at", "started_at", "start_time"), "is no time"),
          new Field("finished_at", List.of("finished_at", "ended_at", "end_time"), "is no time"),
          new Field("direction", List.of("direction"), "is neither inbound nor outbound nor web"),
          new Field("transcript", List.of("transcript"), "holds no words that could be read"),
          new Field("recording_url", List.of("recording_url"), "is no text"),
          new Field("summary", List.of("summary"), "is no text"),
          new Field("sentiment", List.of("sentiment"), "is no text"),
          new Field("success", List.of("success"), "is neither yes nor no"),
          new Field("lead", List.of("lead"), "is no object"),
          new Field("campaign", List.of("campaign"), "is no object"));

  private UnreadFields() {}

  static void note(ObjectNode body, ObjectNode call, ReadingNotes notes) {
    for (Field field : FIELDS) {
      JsonNode read = call.get(field.name());
      if (read == null || read.isNull()) {
        unread(field, body, notes);
      }
    }
  }

  private static void unread(Field field, ObjectNode body, ReadingNotes notes) {
    for (String name : field.sentAs()) {
      JsonNode sent = body.get(name);
      if (sent != null && !VariableCoercion.isAbsent(sent) && !isEmptyInside(sent)) {
        notes.unread(field.name(), name, "field", field.why(), sent);
        return;
      }
    }
  }

  /** {@code {segments: []}} of a call in which nobody spoke holds nothing. */
  private static boolean isEmptyInside(JsonNode sent) {
    if (!sent.isObject()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> inner : sent.properties()) {
      JsonNode value = inner.getValue();
      if (value.isContainerNode() ? !value.isEmpty() : !VariableCoercion.isAbsent(value)) {
        return false;
      }
    }
    return true;
  }
}
