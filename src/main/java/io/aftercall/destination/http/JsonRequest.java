package io.aftercall.destination.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.WellFormedText;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * One request, as the expressions of a route made it.
 *
 * @param query encoded, or null
 * @param body null for none
 */
record JsonRequest(URI address, String query, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A path without anything of a record in it, and no query. */
  private static final Pattern SAME_FOR_ALL =
      Pattern.compile("\\s*\"([^\"\\\\]|\\\\[^(])*\"\\s*null\\s*");

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
   * Whether all records go to one address, so that "not found" is about the setting, never about a
   * record.
   *
   * @param expressions path and query; null from kamelets of before, which did not say
   */
  static boolean isShared(String expressions) {
    return expressions != null && SAME_FOR_ALL.matcher(expressions).matches();
  }

  /**
   * @param base the address that is set; the request never leaves its host
   * @param records those the request is about
   */
  static JsonRequest of(
      URI base, JsonNode path, JsonNode query, JsonNode send, List<ObjectNode> records)
      throws Unfit {
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
          body(send, records));
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

  private static byte[] body(JsonNode send, List<ObjectNode> records) {
    if (send.isNull() || send.isMissingNode()) {
      return null;
    }
    try {
      return JSON.writeValueAsBytes(WellFormedText.in(open(send, records)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Names that start with {@code _} are for the route. They are cut where a record of ours stands,
   * whole or with more in it, and nowhere else: what an expression builds goes as it is built, for
   * other systems use such names themselves.
   */
  private static JsonNode open(JsonNode node, List<ObjectNode> records) {
    if (node instanceof ObjectNode object) {
      boolean ours = records.stream().anyMatch(record -> holds(object, record));
      ObjectNode open = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (!ours || !field.getKey().startsWith("_")) {
          // Inside a record nothing is a record.
          open.set(field.getKey(), ours ? field.getValue() : open(field.getValue(), records));
        }
      }
      return open;
    }
    if (node.isArray()) {
      ArrayNode open = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(item -> open.add(open(item, records)));
      return open;
    }
    return node;
  }

  private static boolean holds(ObjectNode object, ObjectNode record) {
    if (object == record) {
      return true;
    }
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      if (!object.has(field.getKey())) {
        return false;
      }
    }
    return !record.isEmpty();
  }
}
