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
  private final BatchedSoqlQuery byExternalId;
  private final BatchedSoqlQuery byId;
  private final Map<String, ObjectNode> rows = new HashMap<>();
  private final Map<String, Map<String, FieldWriteState>> remembered;
  private final Map<DeliveryItem, Map<String, FieldWriteState>> marks = new IdentityHashMap<>();
  private final FieldWrites writes = new FieldWriteDecisions();
  private boolean askingById;
  private boolean decided;

  private CurrentRecords(
      String externalId,
      List<DeliveryItem> deliveryItems,
      BatchedSoqlQuery byExternalId,
      BatchedSoqlQuery byId,
      Map<String, Map<String, FieldWriteState>> remembered) {
    this.externalId = externalId;
    this.deliveryItems = deliveryItems;
    this.byExternalId = byExternalId;
    this.byId = byId;
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
            .filter(item -> !ownRecord || item.repeated() || Upsert.isById(item))
            .toList();
    List<DeliveryItem> known = there.stream().filter(Upsert::isById).toList();
    Set<String> fields = new TreeSet<>();
    there.forEach(
        deliveryItem ->
            fields.addAll(FieldWriteDecisions.of(deliveryItem, FieldWritePolicy::looks)));
    Set<String> keyed = new TreeSet<>(fields);
    keyed.add(externalId);
    fields.add(Upsert.ID);
    return new CurrentRecords(
        externalId,
        deliveryItems,
        BatchedSoqlQuery.about(
            String.join(", ", keyed),
            into.object(),
            externalId,
            keys(
                there.stream().filter(item -> !Upsert.isById(item)).toList(),
                externalId,
                FieldWritePolicy::looks)),
        BatchedSoqlQuery.about(
            String.join(", ", fields),
            into.object(),
            Upsert.ID,
            keys(known, externalId, FieldWritePolicy::looks)),
        deliveryBatch.marks(keys(there, externalId, FieldWritePolicy::remembers)));
  }

  /** Whether a question is still to be asked. */
  boolean isOpen() {
    return byExternalId.open() || byId.open();
  }

  /** The next SOQL query; call only while {@link #isOpen()}. */
  String next() {
    askingById = !byExternalId.open();
    return askingById ? byId.next() : byExternalId.next();
  }

  /** {@code answer} is Salesforce's query result. */
  void applyQueryResult(DeliveryBatch deliveryBatch, String answer) {
    BatchedSoqlQuery asked = askingById ? byId : byExternalId;
    for (ObjectNode row : asked.answered(deliveryBatch, answer)) {
      rows.put(folded(row.path(askingById ? Upsert.ID : externalId).asText()), row);
    }
    if (deliveryBatch.open().isEmpty()) {
      byId.answered(deliveryBatch, answer);
      byExternalId.answered(deliveryBatch, answer);
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
    return Upsert.key(deliveryItem, externalId);
  }

  /** External ids are the same whatever the case of their letters. */
  private static String folded(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
