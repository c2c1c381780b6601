package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * One batch on its way into one object: in which portions it goes, and which one is under way. A
 * portion holds at most 200 records and no external id twice (Salesforce would refuse both).
 */
public final class Upsert implements OutgoingRequests {
  static final int LIMIT = 200;
  static final String ID = "Id";

  private final Into into;
  private final String destination;
  private final CurrentRecords currentRecords;
  private final Deque<List<DeliveryItem>> waiting = new ArrayDeque<>();
  private final Set<DeliveryItem> repeated = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<DeliveryItem> unsure = Collections.newSetFromMap(new IdentityHashMap<>());
  private final BatchPortions batchPortions;
  private volatile String retryAfter;
  private List<DeliveryItem> underWay = List.of();
  private List<DeliveryItem> mended = List.of();

  /**
   * Where records go: the object, and the field that tells one from another.
   *
   * @param settlesConverted whether nothing is left to do for a Lead that became a Contact
   */
  record Into(String object, String externalId, boolean settlesConverted) {
    /** Whether Tasks and Events find their person by these records. */
    boolean isPerson() {
      return object.equals(PersonFields.LEAD) && externalId.equals(PersonFields.KEY);
    }
  }

  private Upsert(
      Into into, String destination, CurrentRecords currentRecords, BatchPortions batchPortions) {
    this.batchPortions = batchPortions;
    this.into = into;
    this.destination = destination;
    this.currentRecords = currentRecords;
  }

  /**
   * @param ownRecord whether each record belongs to one call alone
   * @param sizes what is known of how many records the org takes at once
   */
  static Upsert of(DeliveryBatch deliveryBatch, Into into, boolean ownRecord, PortionSizes sizes) {
    BatchPortions batchPortions =
        new BatchPortions(sizes, deliveryBatch.destination() + ":" + into.object());
    Upsert upsert =
        new Upsert(
            into,
            deliveryBatch.destination(),
            CurrentRecords.of(into, deliveryBatch, ownRecord),
            batchPortions);
    // Who was found under another key is written by the record's own id, in portions of their own.
    upsert.portion(deliveryBatch.open().stream().filter(item -> !isById(item)).toList());
    upsert.portion(deliveryBatch.open().stream().filter(Upsert::isById).toList());
    return upsert;
  }

  /** Whether a step before has found the record itself. */
  static boolean isById(DeliveryItem deliveryItem) {
    return deliveryItem.record() != null && deliveryItem.record().hasNonNull(ID);
  }

  /** What tells the record from others there; empty for nothing. */
  static String key(DeliveryItem deliveryItem, String externalId) {
    return deliveryItem.record() == null
        ? ""
        : deliveryItem.record().path(isById(deliveryItem) ? ID : externalId).asText("");
  }

  /** The field by which the portion under way is written. */
  String keyField() {
    return underWay.stream().anyMatch(Upsert::isById) ? ID : into.externalId();
  }

  /** Whether Salesforce is to be asked what it holds. Public for the kamelet's loop. */
  public boolean isAsking() {
    return currentRecords.isOpen();
  }

  CurrentRecords existing() {
    return currentRecords;
  }

  private void portion(List<DeliveryItem> deliveryItems) {
    List<DeliveryItem> portion = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (DeliveryItem deliveryItem : deliveryItems) {
      String key = key(deliveryItem, into.externalId());
      if (key.isBlank()) {
        deliveryItem.completeLocally(
            new Outcome.Rejected(
                "the record has no " + into.externalId() + ", its key", into.externalId()));
        continue;
      }
      if (portion.size() == batchPortions.size() || !keys.add(key)) {
        waiting.add(portion);
        portion = new ArrayList<>();
        keys.clear();
        keys.add(key);
      }
      portion.add(deliveryItem);
    }
    if (!portion.isEmpty()) {
      waiting.add(portion);
    }
  }

  /** Whether something is still to be sent. Public for the kamelet's loop. */
  public boolean isOpen() {
    return waiting.stream().flatMap(List::stream).anyMatch(DeliveryItem::tryStartSend);
  }

  /** The next portion as Salesforce wants it; call only while {@link #isOpen()}. */
  List<ObjectNode> next() {
    currentRecords.decide();
    do {
      underWay = waiting.remove().stream().filter(DeliveryItem::open).toList();
    } while (underWay.isEmpty());
    batchPortions.leaves(underWay.size());
    return underWay.stream().map(deliveryItem -> sobject(deliveryItem.record())).toList();
  }

  List<DeliveryItem> underWay() {
    return underWay;
  }

  @Override
  public boolean tryStartSend() {
    return underWay.stream().filter(DeliveryItem::tryStartSend).count() > 0;
  }

  Into into() {
    return into;
  }

  String destination() {
    return destination;
  }

  /** Sends the record once more, alone; false when that was already done. */
  boolean again(DeliveryItem deliveryItem) {
    if (!repeated.add(deliveryItem)) {
      return false;
    }
    waiting.add(List.of(deliveryItem));
    return true;
  }

  @Override
  public void waitWished(String header) {
    retryAfter = header;
  }

  @Override
  public String retryAfter() {
    return retryAfter;
  }

  BatchPortions portions() {
    return batchPortions;
  }

  /** Records that were too many together go again, at most half as many at once, before others. */
  void smaller(List<DeliveryItem> deliveryItems) {
    int half = Math.max(1, underWay.size() / 2);
    for (int end = deliveryItems.size(); end > 0; end -= half) {
      waiting.addFirst(deliveryItems.subList(Math.max(0, end - half), end));
    }
  }

  /** What the record may go without was taken out of it; it goes again, with others of its kind. */
  void mended(DeliveryItem deliveryItem) {
    String key = key(deliveryItem, into.externalId());
    boolean open = waiting.peekLast() == mended && mended.size() < batchPortions.size();
    if (!open
        || mended.stream()
            .anyMatch(
                p -> isById(p) != isById(deliveryItem) || key(p, into.externalId()).equals(key))) {
      mended = new ArrayList<>();
      waiting.add(mended);
    }
    mended.add(deliveryItem);
  }

  /** The portion was refused, but perhaps not by Salesforce: it may have been saved. */
  void markOutcomeUnknown() {
    unsure.addAll(underWay);
    underWay.forEach(DeliveryItem::markOutcomeUnknown);
  }

  /** Whether the record may be there from earlier in this attempt. */
  boolean isOutcomeUnknown(DeliveryItem deliveryItem) {
    return unsure.contains(deliveryItem);
  }

  /** The rest of the attempt fails: what may be there must not pass for never sent. */
  void leaveOutcomeUnknown() {
    unsure.forEach(
        deliveryItem ->
            deliveryItem.complete(
                Outcome.Retry.unknown(
                    "Salesforce: whether it was saved is unknown; the next try looks first")));
  }

  /** The portion was refused as a whole: its halves go next, until the poison record is alone. */
  void bisect() {
    int middle = underWay.size() / 2;
    waiting.addFirst(underWay.subList(middle, underWay.size()));
    waiting.addFirst(underWay.subList(0, middle));
  }

  /** Nulls would blank fields; names starting with {@code _} are for our own steps. */
  private ObjectNode sobject(ObjectNode record) {
    ObjectNode sobject = JsonNodeFactory.instance.objectNode();
    sobject.putObject("attributes").put("type", into.object());
    record
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (!field.getKey().startsWith("_") && !value.isNull()) {
                sobject.set(field.getKey(), value);
              }
            });
    return sobject;
  }
}
