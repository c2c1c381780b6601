package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.OptionalFields;
import io.aftercall.destination.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * Where a system refuses a record and names the fields it does not like, the record goes once more
 * without them, unless one of them is needed.
 */
final class OptionalFieldErrors {
  private static final int MOST_NODES = 500;

  private OptionalFieldErrors() {}

  /** A refusal of one record by status. Whether the record goes once more. */
  static boolean leaveOut(Exchange exchange, JsonRequestState call, int status, Outcome outcome) {
    if (!(outcome instanceof Outcome.Rejected)
        || status != 400 && status != 422
        || call.portion().size() != 1
        || !call.as().isEmpty()) {
      return false;
    }
    JsonNode answer = JsonExchange.answer(exchange).orElse(null);
    DeliveryItem deliveryItem = call.portion().get(0);
    return answer != null
        && again(exchange, call, deliveryItem, named(answer, deliveryItem), "HTTP " + status);
  }

  /** A refusal by the route's verdict, which names the field. */
  static boolean leaveOut(Exchange exchange, DeliveryItem deliveryItem, Outcome.Rejected rejected) {
    JsonRequestState call = JsonExchange.call(exchange);
    return !rejected.field().isEmpty()
        && again(exchange, call, deliveryItem, Set.of(rejected.field()), code(rejected.reason()));
  }

  private static String code(String reason) {
    int end = reason.indexOf(':');
    return end < 0 ? reason : reason.substring(0, end);
  }

  private static boolean again(
      Exchange exchange,
      JsonRequestState call,
      DeliveryItem deliveryItem,
      Set<String> names,
      String said) {
    List<String> notes =
        deliveryItem
            .optional()
            .leaveOut(deliveryItem.record(), names, said + ", the system does not take its value");
    if (notes.isEmpty()) {
      return false;
    }
    notes.forEach(deliveryItem::note);
    CurrentFields.forgetLeftOut(exchange, deliveryItem);
    call.onceMore(deliveryItem);
    return true;
  }

  /**
   * Fields of the record that an answer names: as a text of its own, as the end of a path, or as a
   * name inside its errors. Only names of the record count, so no value can pass for one.
   */
  private static Set<String> named(JsonNode answer, DeliveryItem deliveryItem) {
    Set<String> paths = OptionalFields.paths(deliveryItem.record());
    Set<String> named = new HashSet<>();
    Deque<Map.Entry<Boolean, JsonNode>> waiting = new ArrayDeque<>();
    waiting.add(Map.entry(false, answer));
    for (int seen = 0; !waiting.isEmpty() && seen < MOST_NODES; seen++) {
      Map.Entry<Boolean, JsonNode> next = waiting.poll();
      JsonNode node = next.getValue();
      if (node.isTextual()) {
        add(node.textValue(), paths, named);
      } else if (node.isObject()) {
        node.properties()
            .forEach(
                member -> {
                  boolean error = next.getKey() || isOfErrors(member.getKey());
                  if (next.getKey() && !isEcho(member.getValue(), deliveryItem)) {
                    add(member.getKey(), paths, named);
                  }
                  waiting.add(Map.entry(error, member.getValue()));
                });
      } else {
        node.forEach(item -> waiting.add(Map.entry(next.getKey(), item)));
      }
    }
    return named;
  }

  /** A system may quote the record it refuses; that accuses none of its fields. */
  private static boolean isEcho(JsonNode value, DeliveryItem deliveryItem) {
    return !value.isContainerNode() && contains(deliveryItem.record(), value);
  }

  private static boolean contains(JsonNode tree, JsonNode value) {
    if (!tree.isContainerNode()) {
      return tree.asText().equals(value.asText());
    }
    for (JsonNode inner : tree) {
      if (contains(inner, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfErrors(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.contains("error") || small.contains("violation") || small.contains("invalid");
  }

  private static void add(String text, Set<String> paths, Set<String> named) {
    String last = text.substring(Math.max(text.lastIndexOf('.'), text.lastIndexOf('/')) + 1);
    for (String path : paths) {
      if (path.equalsIgnoreCase(text)
          || path.substring(path.lastIndexOf('.') + 1).equalsIgnoreCase(last)) {
        named.add(path);
      }
    }
  }
}
