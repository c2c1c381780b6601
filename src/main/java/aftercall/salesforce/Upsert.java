package aftercall.salesforce;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * One shipment on its way into one object: in which portions it goes, and which one is under way. A
 * portion holds at most 200 records and no external id twice (Salesforce would refuse both).
 */
public final class Upsert {
  static final int LIMIT = 200;

  private final Into into;
  private final String destination;
  private final Existing existing;
  private final Deque<List<Parcel>> waiting = new ArrayDeque<>();
  private final Set<Parcel> repeated = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Parcel> unsure = Collections.newSetFromMap(new IdentityHashMap<>());
  private List<Parcel> underWay = List.of();

  /**
   * Where records go: the object, and the field that tells one from another.
   *
   * @param settlesConverted whether nothing is left to do for a Lead that became a Contact
   */
  record Into(String object, String externalId, boolean settlesConverted) {}

  private Upsert(Into into, String destination, Existing existing) {
    this.into = into;
    this.destination = destination;
    this.existing = existing;
  }

  /**
   * @param ownRecord whether each record belongs to one call alone
   */
  static Upsert of(Shipment shipment, Into into, boolean ownRecord) {
    Upsert upsert =
        new Upsert(into, shipment.destination(), Existing.of(into, shipment, ownRecord));
    upsert.portion(shipment.open());
    return upsert;
  }

  /** Whether Salesforce is to be asked what it holds. Public for the kamelet's loop. */
  public boolean isAsking() {
    return existing.questions().open();
  }

  Existing existing() {
    return existing;
  }

  private void portion(List<Parcel> parcels) {
    List<Parcel> portion = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Parcel parcel : parcels) {
      String key =
          parcel.record() == null ? "" : parcel.record().path(into.externalId()).asText("");
      if (key.isBlank()) {
        parcel.settleHere(
            new Outcome.Refused(
                "the record has no " + into.externalId() + ", its key", into.externalId()));
        continue;
      }
      if (portion.size() == LIMIT || !keys.add(key)) {
        waiting.add(portion);
        portion = new ArrayList<>();
        keys.clear();
        keys.add(key);
      }
      portion.add(parcel);
    }
    if (!portion.isEmpty()) {
      waiting.add(portion);
    }
  }

  /** Whether something is still to be sent. Public for the kamelet's loop. */
  public boolean isOpen() {
    return waiting.stream().flatMap(List::stream).anyMatch(Parcel::mayLeave);
  }

  /** The next portion as Salesforce wants it; call only while {@link #isOpen()}. */
  List<ObjectNode> next() {
    existing.decide();
    do {
      underWay = waiting.remove().stream().filter(Parcel::open).toList();
    } while (underWay.isEmpty());
    return underWay.stream().map(parcel -> sobject(parcel.record())).toList();
  }

  List<Parcel> underWay() {
    return underWay;
  }

  /** To be asked when the portion under way really leaves, and when it leaves once more. */
  boolean mayLeave() {
    return underWay.stream().filter(Parcel::mayLeave).count() > 0;
  }

  Into into() {
    return into;
  }

  String destination() {
    return destination;
  }

  /** Sends the record once more, alone; false when that was already done. */
  boolean again(Parcel parcel) {
    if (!repeated.add(parcel)) {
      return false;
    }
    waiting.add(List.of(parcel));
    return true;
  }

  /** The portion was refused, but perhaps not by Salesforce: it may have been saved. */
  void doubt() {
    unsure.addAll(underWay);
    underWay.forEach(Parcel::doubt);
  }

  /** Whether the record may be there from earlier in this attempt. */
  boolean isUnsure(Parcel parcel) {
    return unsure.contains(parcel);
  }

  /** The rest of the attempt fails: what may be there must not pass for never sent. */
  void leaveUnsure() {
    unsure.forEach(
        parcel ->
            parcel.settle(
                Outcome.TryLater.unknown(
                    "Salesforce: whether it was saved is unknown; the next try looks first")));
  }

  /** The portion was refused as a whole: its halves go next, until the culprit is alone. */
  void halve() {
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
