package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A hash of what a body says: equal for two bodies that differ only in the order of keys, in
 * blanks, in how characters and numbers are written, and in what the sender's envelope says of this
 * one delivery.
 */
public final class ContentKey {
  /** What an envelope says of one delivery, under the root or under a wrapper. */
  private static final Set<String> OF_DELIVERY =
      Set.of(
          "timestamp",
          "event_timestamp",
          "event_time",
          "event_id",
          "time",
          "sent_at",
          "delivered_at",
          "dispatched_at",
          "published_at",
          "triggered_at",
          "webhook_timestamp",
          "webhook_id",
          "delivery_id",
          "delivery_attempt",
          "webhook_attempt",
          "retry_count",
          "request_id",
          "idempotency_key");

  private static final Set<String> WRAPPERS =
      Set.of("message", "payload", "envelope", "meta", "webhook", "delivery");

  private static final double LARGEST_WHOLE = 1L << 53;

  private ContentKey() {}

  /**
   * @param headersJson the stored request headers, or null
   * @return null when the body cannot be read
   */
  public static String of(byte[] body, String headersJson) {
    try {
      ObjectNode headers = new StoredRequest(body, headersJson, 1, null).headers();
      ObjectNode root =
          LenientJson.read(body, StoredRequest.contentType(headers), LenientJson::tree);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      object(root, digest, true, true);
      return HexFormat.of().formatHex(digest.digest());
    } catch (UnreadableBodyException e) {
      return null;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void object(
      ObjectNode object, MessageDigest digest, boolean isEnvelope, boolean isRoot) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    put(digest, '{', "");
    sorted.forEach(
        (name, value) -> {
          if (!isEnvelope || value.isContainerNode() || !OF_DELIVERY.contains(name)) {
            put(digest, 'k', name);
            if (isRoot && value instanceof ObjectNode inner) {
              object(inner, digest, WRAPPERS.contains(name), false);
            } else {
              value(value, digest);
            }
          }
        });
    put(digest, '}', "");
  }

  private static void value(JsonNode value, MessageDigest digest) {
    switch (value.getNodeType()) {
      case OBJECT -> object((ObjectNode) value, digest, false, false);
      case ARRAY -> {
        put(digest, '[', "");
        value.forEach(element -> value(element, digest));
        put(digest, ']', "");
      }
      case NUMBER -> put(digest, 'n', number(value));
      case STRING -> put(digest, 's', value.textValue());
      default -> put(digest, 'v', value.asText());
    }
  }

  /** 95 and 95.0 are one number. */
  private static String number(JsonNode value) {
    double number = value.doubleValue();
    boolean isWhole = number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
    return isWhole ? Long.toString((long) number) : value.asText();
  }

  /** With its kind and its length, so that no two contents make the same bytes. */
  private static void put(MessageDigest digest, char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((byte) kind);
    digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) ':');
    digest.update(bytes);
  }
}
