package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.FieldWritePolicy;
import io.aftercall.destination.FieldWriteState;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What Salesforce already holds in the fields that must be written with care, and what we last
 * wrote there. Both are asked once for all records of a shipment.
 */
final class CurrentRecords {
  private final String externalId;
  private final List<DeliveryItem> deliveryItems;
  private final BatchedSoqlQuery batchedSoqlQuery;
  private final Map<String, ObjectNode> rows = new HashMap<>();
  private final Map<String, Map<String, FieldWriteState>> remembered;
  private final Map<DeliveryItem, Map<String, FieldWriteState>> marks = new IdentityHashMap<>();
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
            .filter(deliveryItem -> !careful(deliveryItem).isEmpty())
            .toList();
    List<DeliveryItem> there =
        deliveryItems.stream()
            .filter(deliveryItem -> !ownRecord || deliveryItem.repeated())
            .toList();
    Set<String> fields = new TreeSet<>();
    there.forEach(
        deliveryItem -> fields.addAll(fields(deliveryItem, FieldWritePolicy.Policy::looks)));
    fields.add(externalId);
    return new CurrentRecords(
        externalId,
        deliveryItems,
        BatchedSoqlQuery.about(
            String.join(", ", fields),
            into.object(),
            externalId,
            keys(there, externalId, FieldWritePolicy.Policy::looks)),
        deliveryBatch.marks(keys(there, externalId, FieldWritePolicy.Policy::remembers)));
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
    deliveryItem.recordFieldWrites(
        key(deliveryItem, externalId), marks.getOrDefault(deliveryItem, Map.of()));
  }

  private void decide(DeliveryItem deliveryItem) {
    String key = key(deliveryItem, externalId);
    ObjectNode record = deliveryItem.record();
    ObjectNode row = rows.computeIfAbsent(folded(key), none -> record.objectNode());
    Map<String, FieldWriteState> known = remembered.computeIfAbsent(key, none -> new HashMap<>());
    Map<String, FieldWriteState> own = new HashMap<>();
    Map<String, Set<String>> left = new TreeMap<>();
    for (String field : careful(deliveryItem)) {
      FieldConflict fieldConflict =
          new FieldConflict(
              new FieldConflict.Where(key, field),
              record.get(field),
              row.get(field),
              known.get(field),
              deliveryItem.callVersion(),
              deliveryItem.repeated());
      WriteDecision writeDecision =
          WriteDecision.on(deliveryItem.cautions().get(field), fieldConflict);
      if (writeDecision.value() == null) {
        record.remove(field);
        left.computeIfAbsent(writeDecision.left(), why -> new TreeSet<>()).add(field);
      } else {
        record.set(field, writeDecision.value());
        // Another record of the shipment may have the same key, and goes later.
        row.set(field, writeDecision.value());
      }
      if (writeDecision.mark() != null) {
        own.put(field, writeDecision.mark());
      }
    }
    known.putAll(own);
    marks.put(deliveryItem, own);
    left.forEach(
        (why, fields) ->
            deliveryItem.note(
                String.join(", ", fields)
                    + (fields.size() == 1 ? " left as it was: " : " left as they were: ")
                    + why));
  }

  /** Those of its fields that are there and must be written with care. */
  private static Set<String> careful(DeliveryItem deliveryItem) {
    return fields(deliveryItem, policy -> true);
  }

  private static Set<String> fields(
      DeliveryItem deliveryItem, Predicate<FieldWritePolicy.Policy> which) {
    Set<String> fields = new TreeSet<>();
    deliveryItem
        .cautions()
        .forEach(
            (field, fieldWritePolicy) -> {
              if (which.test(fieldWritePolicy.policy())
                  && deliveryItem.record() != null
                  && deliveryItem.record().hasNonNull(field)) {
                fields.add(field);
              }
            });
    return fields;
  }

  private static Set<String> keys(
      List<DeliveryItem> deliveryItems,
      String externalId,
      Predicate<FieldWritePolicy.Policy> which) {
    Set<String> keys = new LinkedHashSet<>();
    for (DeliveryItem deliveryItem : deliveryItems) {
      if (!fields(deliveryItem, which).isEmpty()) {
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
