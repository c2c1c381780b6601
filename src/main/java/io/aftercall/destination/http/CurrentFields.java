package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.FieldWriteState;
import io.aftercall.destination.FieldWrites;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;

/**
 * Keeps what mappings say about {@code write} where the route says what the system holds, bean
 * {@code http-json-holds}: a record is decided on once, before its first request.
 */
public final class CurrentFields {
  static final String PROPERTY = "httpJsonDecided";

  /** Under this name it is remembered that the record was written at all. */
  private static final String THERE = "_there";

  /** For so long a search may not show yet what we wrote. */
  private static final Duration LAG = Duration.ofDays(1);

  private final FieldWrites writes;

  CurrentFields(FieldWrites writes) {
    this.writes = writes;
  }

  /**
   * The property {@code httpJsonHolds} is what the route's expression gave, {@code
   * httpJsonHoldsText} the expression.
   */
  public void decide(Exchange exchange) {
    String expression = exchange.getProperty("httpJsonHoldsText", String.class);
    if (expression == null || expression.isBlank() || expression.strip().equals("null")) {
      return;
    }
    JsonRequestState call = JsonExchange.call(exchange);
    JsonNode held = exchange.getProperty("httpJsonHolds", JsonNode.class);
    Map<DeliveryItem, Map<String, FieldWriteState>> decided = decided(exchange);
    List<DeliveryItem> open = call.portion().stream().filter(p -> !decided.containsKey(p)).toList();
    Map<String, Map<String, FieldWriteState>> marks =
        call.batch().marks(open.stream().map(DeliveryItem::recordKey).collect(Collectors.toSet()));
    for (DeliveryItem deliveryItem : open) {
      JsonNode theirs = call.isAll() && held != null ? held.path(place(call, deliveryItem)) : held;
      String key = deliveryItem.recordKey();
      Map<String, FieldWriteState> known = marks.computeIfAbsent(key, none -> new HashMap<>());
      Map<String, FieldWriteState> own =
          writes.decide(deliveryItem, held(deliveryItem, theirs, known));
      own.put(THERE, FieldWriteState.of("", deliveryItem.callVersion()));
      decided.put(deliveryItem, own);
      deliveryItem.recordFieldWrites(key, own);
    }
  }

  private static int place(JsonRequestState call, DeliveryItem deliveryItem) {
    for (int i = 0; i < call.portion().size(); i++) {
      if (call.portion().get(i) == deliveryItem) {
        return i;
      }
    }
    throw new IllegalStateException("It is one of the portion");
  }

  /** Where nothing stands in any field, nothing is there, unless we made it a short while ago. */
  private static FieldWrites.Held held(
      DeliveryItem deliveryItem, JsonNode theirs, Map<String, FieldWriteState> fieldWriteStates) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    if (theirs != null && theirs.isObject()) {
      fields.setAll((ObjectNode) theirs.deepCopy());
    }
    boolean there =
        StreamSupport.stream(fields.spliterator(), false).anyMatch(value -> !value.isNull());
    return new FieldWrites.Held(
        deliveryItem.recordKey(),
        fields,
        there || isRecent(fieldWriteStates.get(THERE), deliveryItem),
        fieldWriteStates);
  }

  private static boolean isRecent(FieldWriteState written, DeliveryItem deliveryItem) {
    return written != null
        && Duration.between(written.by().finishedAt(), deliveryItem.callVersion().finishedAt())
                .abs()
                .compareTo(LAG)
            < 0;
  }

  /** What the system did not take of the record is not to be remembered as ours. */
  static void forgetLeftOut(Exchange exchange, DeliveryItem deliveryItem) {
    Map<String, FieldWriteState> own =
        new HashMap<>(decided(exchange).getOrDefault(deliveryItem, Map.of()));
    own.keySet().removeAll(deliveryItem.optional().leftOut());
    deliveryItem.recordFieldWrites(deliveryItem.recordKey(), own);
  }

  @SuppressWarnings("unchecked")
  private static Map<DeliveryItem, Map<String, FieldWriteState>> decided(Exchange exchange) {
    Map<DeliveryItem, Map<String, FieldWriteState>> decided =
        exchange.getProperty(PROPERTY, Map.class);
    if (decided == null) {
      decided = new IdentityHashMap<>();
      exchange.setProperty(PROPERTY, decided);
    }
    return decided;
  }
}
