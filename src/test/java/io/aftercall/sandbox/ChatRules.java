package io.aftercall.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;

/** Answers as a Slack incoming webhook does: in plain text, without mercy for bad payloads. */
final class ChatRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_SECTION = 3_000;

  private ChatRules() {}

  static Answer answer(Ask ask) {
    JsonNode message = read(ask.text());
    if (message == null || !message.isObject()) {
      return Answer.text(400, "invalid_payload");
    }
    if (message.path("text").asText().isBlank() && message.path("blocks").isEmpty()) {
      return Answer.text(400, "no_text");
    }
    for (JsonNode block : message.path("blocks")) {
      if (block.path("text").path("text").asText().length() > LONGEST_SECTION) {
        return Answer.text(400, "invalid_blocks");
      }
    }
    return Answer.text(200, "ok");
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
