package io.aftercall.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The marks of one record as they are kept: {@code
 * {"Rating":{"is":"…","call":"…","rev":1,"end":1705314600000}}}; a text that calls add to has
 * {@code "added":[["<call>",<revision>,"<print>",<lines>]]} too.
 */
final class FieldWriteStateJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FieldWriteStateJson() {}

  static String write(Map<String, FieldWriteState> fieldWriteStates) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    fieldWriteStates.forEach(
        (field, fieldWriteState) -> {
          ObjectNode one = json.putObject(field).put("is", fieldWriteState.print());
          one.put("call", fieldWriteState.by().call()).put("rev", fieldWriteState.by().revision());
          one.put("end", fieldWriteState.by().finishedAt().toEpochMilli());
          if (!fieldWriteState.paragraphs().isEmpty()) {
            ArrayNode added = one.putArray("added");
            fieldWriteState
                .paragraphs()
                .forEach(
                    p ->
                        added
                            .addArray()
                            .add(p.call())
                            .add(p.revision())
                            .add(p.print())
                            .add(p.lines()));
          }
        });
    return json.toString();
  }

  /** What cannot be read counts as not remembered: then nothing of somebody else's is lost. */
  static Map<String, FieldWriteState> read(String text) {
    Map<String, FieldWriteState> fieldWriteStates = new HashMap<>();
    try {
      JSON.readTree(text)
          .properties()
          .forEach(e -> fieldWriteStates.put(e.getKey(), mark(e.getValue())));
    } catch (JsonProcessingException unreadable) {
      return new HashMap<>();
    }
    return fieldWriteStates;
  }

  private static FieldWriteState mark(JsonNode json) {
    List<FieldWriteState.Paragraph> added = new ArrayList<>();
    for (JsonNode one : json.path("added")) {
      added.add(
          new FieldWriteState.Paragraph(
              one.path(0).asText(),
              one.path(1).asInt(),
              one.path(2).asText(),
              one.path(3).asInt()));
    }
    CallVersion by =
        new CallVersion(
            json.path("call").asText(),
            json.path("rev").asInt(),
            Instant.ofEpochMilli(json.path("end").asLong()));
    return new FieldWriteState(json.path("is").asText(), by, added);
  }
}
