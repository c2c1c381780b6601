package io.aftercall.destination.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Mails to an address that a caller named: whoever calls could have us write what they like to whom
 * they like. So an address gets few of them, and what was said holds no link and is short. Counted
 * by this process, for the addresses of the last day. Safe for use by several threads.
 */
final class CallerMailLimits {
  static final int MOST_PER_DAY = 5;
  private static final Duration DAY = Duration.ofDays(1);
  private static final int ADDRESSES = 20_000;
  private static final int LONGEST = 200;
  private static final Set<String> ENVELOPE = Set.of("to", "from", "reply_to");

  /** With or without a scheme; mail readers make a link of what only looks like a host, too. */
  private static final Pattern SCHEME = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]{1,15}://");

  private static final Pattern HOST_DOT = Pattern.compile("(?<=[\\p{L}\\p{N}])\\.(?=\\p{L}{2})");

  private final InstantSource clock;
  private final int mostPerDay;

  /** Address to the deliveries that wrote to it, with the time; the oldest address goes first. */
  private final Map<String, Map<String, Instant>> sent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Instant>> eldest) {
          return size() > ADDRESSES;
        }
      };

  CallerMailLimits(InstantSource clock, int mostPerDay) {
    this.clock = clock;
    this.mostPerDay = mostPerDay;
  }

  int mostPerDay() {
    return mostPerDay;
  }

  /**
   * Whether the delivery may write to the address; it counts from now on. A repeat of the same
   * delivery counts once.
   */
  synchronized boolean allows(String address, String deliveryId) {
    Instant now = clock.instant();
    Map<String, Instant> deliveries =
        sent.computeIfAbsent(address.toLowerCase(Locale.ROOT), name -> new HashMap<>());
    deliveries.values().removeIf(at -> at.isBefore(now.minus(DAY)));
    if (deliveries.containsKey(deliveryId)) {
      return true;
    }
    return deliveries.size() < mostPerDay && deliveries.putIfAbsent(deliveryId, now) == null;
  }

  /** The record with each text short and without links; the envelope stays. */
  static ObjectNode bounded(ObjectNode record) {
    ObjectNode bounded = record.deepCopy();
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      if (field.getValue().isTextual() && !ENVELOPE.contains(field.getKey())) {
        bounded.set(
            field.getKey(), JsonNodeFactory.instance.textNode(bounded(field.getValue().asText())));
      }
    }
    return bounded;
  }

  static String bounded(String text) {
    String plain = HOST_DOT.matcher(SCHEME.matcher(text).replaceAll("")).replaceAll(". ");
    return plain.codePointCount(0, plain.length()) <= LONGEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
