package aftercall.delivery;

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
final class Marks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Marks() {}

  static String write(Map<String, Mark> marks) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    marks.forEach(
        (field, mark) -> {
          ObjectNode one = json.putObject(field).put("is", mark.print());
          one.put("call", mark.by().call()).put("rev", mark.by().revision());
          one.put("end", mark.by().finishedAt().toEpochMilli());
          if (!mark.paragraphs().isEmpty()) {
            ArrayNode added = one.putArray("added");
            mark.paragraphs()
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
  static Map<String, Mark> read(String text) {
    Map<String, Mark> marks = new HashMap<>();
    try {
      JSON.readTree(text).properties().forEach(e -> marks.put(e.getKey(), mark(e.getValue())));
    } catch (JsonProcessingException unreadable) {
      return new HashMap<>();
    }
    return marks;
  }

  private static Mark mark(JsonNode json) {
    List<Mark.Paragraph> added = new ArrayList<>();
    for (JsonNode one : json.path("added")) {
      added.add(
          new Mark.Paragraph(
              one.path(0).asText(),
              one.path(1).asInt(),
              one.path(2).asText(),
              one.path(3).asInt()));
    }
    Occasion by =
        new Occasion(
            json.path("call").asText(),
            json.path("rev").asInt(),
            Instant.ofEpochMilli(json.path("end").asLong()));
    return new Mark(json.path("is").asText(), by, added);
  }
}
