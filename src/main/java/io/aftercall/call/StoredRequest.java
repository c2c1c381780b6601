package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * A stored webhook request, as far as it matters for reading it.
 *
 * @param body the exact bytes
 * @param headersJson the stored request headers as a JSON object of texts, or null
 * @param revision which content of its call this is, counted from one
 * @param attemptNo which attempt of its campaign at its lead the journal counts, or null where it
 *     does not
 */
public record StoredRequest(byte[] body, String headersJson, int revision, Integer attemptNo) {
  private static final String CONTENT_TYPE = "content-type";

  /** A body of which nothing else is known. */
  public static StoredRequest of(byte[] body, int revision) {
    return new StoredRequest(body, null, revision, null);
  }

  /** The headers under their names in small letters; empty when there are none. */
  ObjectNode headers() {
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    if (headersJson != null && LenientJson.ofText(headersJson) instanceof ObjectNode stored) {
      for (Map.Entry<String, JsonNode> one : stored.properties()) {
        headers.set(one.getKey().toLowerCase(Locale.ROOT), one.getValue());
      }
    }
    return headers;
  }

  static String contentType(ObjectNode headers) {
    return headers.path(CONTENT_TYPE).textValue();
  }
}
