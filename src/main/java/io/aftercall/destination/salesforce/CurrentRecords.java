package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.FieldWriteState;
import io.aftercall.destination.FieldWrites;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What Salesforce already holds in the fields that must be written with care, and what we last
 * wrote there. Both are asked once for all records of a batch.
 */
final class CurrentRecords {
  private final String externalId;
  private final List<DeliveryItem> deliveryItems;
  private final BatchedSoqlQuery batchedSoqlQuery;
  private final Map<String, ObjectNode> rows = new HashMap<>();
  private final Map<String, Map<String, FieldWriteState>> remembered;
  private final Map<DeliveryItem, Map<String, FieldWriteState>> marks = new IdentityHashMap<>();
  private final FieldWrites writes = new FieldWriteDecisions();
  private boolean decided;

  private CurrentRecords(
      String externalId,
      List<DeliveryItem> deliveryItems,
      BatchedSoqlQuery batchedSoqlQuery,
      Map<String, Map<String, FieldWriteState>> remembered) {
    this.externalId = externalId;
    this.deliveryItems = deliveryItems;
    this.batchedSoqlQuery = batchedSoqlQuery;
    this.remembered = remembered;
  }

  /**
   * @param ownRecord whether each record belongs to one call alone: then it can only be there when
   *     this is a repeat
   */
  static CurrentRecords of(Upsert.Into into, DeliveryBatch deliveryBatch, boolean ownRecord) {
    String externalId = into.externalId();
    List<DeliveryItem> deliveryItems =
        deliveryBatch.open().stream()
            .filter(
                deliveryItem ->
                    !FieldWriteDecisions.of(deliveryItem, fieldWritePolicy -> true).isEmpty())
            .toList();
    List<DeliveryItem> there =
        deliveryItems.stream()
            .filter(deliveryItem -> !ownRecord || deliveryItem.repeated())
            .toList();
    Set<String> fields = new TreeSet<>();
    there.forEach(
        deliveryItem ->
            fields.addAll(FieldWriteDecisions.of(deliveryItem, FieldWritePolicy::looks)));
    fields.add(externalId);
    return new CurrentRecords(
        externalId,
        deliveryItems,
        BatchedSoqlQuery.about(
            String.join(", ", fields),
            into.object(),
            externalId,
            keys(there, externalId, FieldWritePolicy::looks)),
        deliveryBatch.marks(keys(there, externalId, FieldWritePolicy::remembers)));
  }

  BatchedSoqlQuery questions() {
    return batchedSoqlQuery;
  }

  /** {@code answer} is Salesforce's query result. */
  void applyQueryResult(DeliveryBatch deliveryBatch, String answer) {
    for (ObjectNode row : batchedSoqlQuery.answered(deliveryBatch, answer)) {
      rows.put(folded(row.path(externalId).asText()), row);
    }
  }

  /** Once all is known: what must not be written leaves the records. */
  void decide() {
    if (!decided) {
      decided = true;
      deliveryItems.stream().filter(DeliveryItem::open).forEach(this::decide);
    }
  }

  /** Salesforce has taken the record. */
  void remember(DeliveryItem deliveryItem) {
    Map<String, FieldWriteState> written =
        new HashMap<>(marks.getOrDefault(deliveryItem, Map.of()));
    // What Salesforce did not take stands not there.
    written.keySet().removeAll(deliveryItem.optional().leftOut());
    deliveryItem.recordFieldWrites(key(deliveryItem, externalId), written);
  }

  private void decide(DeliveryItem deliveryItem) {
    String key = key(deliveryItem, externalId);
    ObjectNode row = rows.get(folded(key));
    boolean there = row != null;
    if (!there) {
      row = deliveryItem.record().objectNode();
      rows.put(folded(key), row);
    }
    Map<String, FieldWriteState> known = remembered.computeIfAbsent(key, none -> new HashMap<>());
    marks.put(
        deliveryItem, writes.decide(deliveryItem, new FieldWrites.Held(key, row, there, known)));
  }

  private static Set<String> keys(
      List<DeliveryItem> deliveryItems, String externalId, Predicate<FieldWritePolicy> which) {
    Set<String> keys = new LinkedHashSet<>();
    for (DeliveryItem deliveryItem : deliveryItems) {
      if (!FieldWriteDecisions.of(deliveryItem, which).isEmpty()) {
        keys.add(key(deliveryItem, externalId));
      }
    }
    keys.removeIf(String::isBlank);
    return keys;
  }

  private static String key(DeliveryItem deliveryItem, String externalId) {
    return deliveryItem.record().path(externalId).asText();
  }

  /** External ids are the same whatever the case of their letters. */
  private static String folded(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
