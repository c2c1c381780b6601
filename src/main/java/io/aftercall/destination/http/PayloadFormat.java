package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** The shapes a record is posted in. Names starting with {@code _} are for our own steps. */
enum PayloadFormat {
  /** The record as it is. */
  JSON {
    @Override
    ObjectNode body(ObjectNode record) {
      return open(record);
    }
  },

  /**
   * A Slack message: {@code title} in bold above {@code text}. Everything people read is escaped,
   * so that no value can name a link or call the channel: in Slack's markup both need {@code <…>}.
   */
  SLACK {
    @Override
    ObjectNode body(ObjectNode record) {
      ObjectNode message = (ObjectNode) escaped(open(record));
      JsonNode title = message.remove("title");
      if (title != null) {
        message.put("text", ("*" + title.asText() + "*\n" + message.path("text").asText()).strip());
      }
      message.put("unfurl_links", false);
      message.put("unfurl_media", false);
      return message;
    }
  },

  /**
   * An adaptive card for a Teams workflow, made of {@code title} and the lines of {@code text}.
   * Text runs know no markup, so that no value can name a link.
   */
  TEAMS {
    @Override
    ObjectNode body(ObjectNode record) {
      ObjectNode message = NODES.objectNode().put("type", "message");
      ObjectNode attachment = message.putArray("attachments").addObject();
      attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
      ObjectNode card = attachment.putObject("content");
      card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
      card.put("type", "AdaptiveCard");
      card.put("version", "1.4");
      ArrayNode blocks = card.putArray("body");
      String title = record.path("title").asText("");
      if (!title.isBlank()) {
        blocks.add(block(title, true));
      }
      record.path("text").asText("").lines().forEach(line -> blocks.add(block(line, false)));
      return message;
    }
  };

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  abstract ObjectNode body(ObjectNode record);

  static ObjectNode open(ObjectNode record) {
    ObjectNode open = NODES.objectNode();
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      if (!field.getKey().startsWith("_")) {
        open.set(field.getKey(), field.getValue());
      }
    }
    return open;
  }

  static JsonNode escaped(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(
          value.textValue().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
    if (value.isArray()) {
      ArrayNode array = NODES.arrayNode(value.size());
      value.forEach(item -> array.add(escaped(item)));
      return array;
    }
    if (value.isObject()) {
      ObjectNode object = NODES.objectNode();
      value.properties().forEach(field -> object.set(field.getKey(), escaped(field.getValue())));
      return object;
    }
    return value;
  }

  static ObjectNode block(String line, boolean title) {
    ObjectNode block = NODES.objectNode().put("type", "RichTextBlock");
    ObjectNode run = block.putArray("inlines").addObject().put("type", "TextRun");
    run.put("text", line.isEmpty() ? " " : line);
    if (title) {
      run.put("weight", "Bolder").put("size", "Medium");
    }
    return block;
  }
}
