package io.aftercall.destination.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.Outcome;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * One request, as the expressions of a route made it.
 *
 * @param query encoded, or null
 * @param body null for none
 */
record JsonRequest(URI address, String query, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Why no request can be made of a record; it is the record's or the route's fault. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String why) {
      super(why);
    }

    Outcome outcome() {
      return Outcome.Rejected.because(getMessage());
    }
  }

  /**
   * @param base the address that is set; the request never leaves its host
   */
  static JsonRequest of(URI base, JsonNode path, JsonNode query, JsonNode send) throws Unfit {
    if (!path.isTextual()) {
      throw new Unfit("the route's 'path' gives no text for this record");
    }
    try {
      String start = base.toString().replaceFirst("[?#].*", "");
      URI address = URI.create(start + path.textValue());
      boolean same =
          base.getScheme().equals(address.getScheme())
              && base.getRawAuthority().equals(address.getRawAuthority())
              && address.normalize().equals(address)
              && address.getRawFragment() == null;
      if (!same) {
        throw new Unfit("the route's 'path' leads elsewhere with this record");
      }
      return new JsonRequest(
          URI.create(address.toString().replaceFirst("\\?.*", "")),
          joined(base.getRawQuery(), joined(address.getRawQuery(), encoded(query))),
          body(send));
    } catch (IllegalArgumentException malformed) {
      throw new Unfit("the route's 'path' gives no address with this record");
    }
  }

  private static String joined(String one, String other) {
    return one == null ? other : other == null ? one : one + "&" + other;
  }

  private static String encoded(JsonNode query) throws Unfit {
    if (query.isNull() || query.isMissingNode()) {
      return null;
    }
    if (!query.isObject()) {
      throw new Unfit("the route's 'query' gives no object for this record");
    }
    StringJoiner all = new StringJoiner("&");
    query
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                all.add(code(field.getKey()) + "=" + code(field.getValue().asText()));
              }
            });
    return all.length() == 0 ? null : all.toString();
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] body(JsonNode send) {
    if (send.isNull() || send.isMissingNode()) {
      return null;
    }
    try {
      return JSON.writeValueAsBytes(open(send));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without names that start with {@code _}, at any depth. */
  private static JsonNode open(JsonNode node) {
    if (node.isObject()) {
      ObjectNode open = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(
              field -> {
                if (!field.getKey().startsWith("_")) {
                  open.set(field.getKey(), open(field.getValue()));
                }
              });
      return open;
    }
    if (node.isArray()) {
      ArrayNode open = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(item -> open.add(open(item)));
      return open;
    }
    return node;
  }
}
