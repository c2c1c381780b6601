package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Trees in, trees out. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ObjectNode from(Map<String, ?> values) {
    return MAPPER.valueToTree(values);
  }

  static ObjectNode readObject(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw Refusal.of(SalesforceError.parser("Unexpected character: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw Refusal.of(SalesforceError.parser("The HTTP entity body must be a JSON object"));
  }

  /** JSON null for an empty body. */
  static JsonNode readAny(byte[] body) {
    try {
      return body.length == 0 ? NullNode.instance : MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Answer answer(int status, JsonNode body) {
    try {
      return Answer.of(status, "application/json;charset=UTF-8", MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
