package aftercall.salesforce;

import aftercall.delivery.Caution;
import aftercall.delivery.Mark;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
final class Existing {
  private final String externalId;
  private final List<Parcel> parcels;
  private final Questions questions;
  private final Map<String, ObjectNode> rows = new HashMap<>();
  private final Map<String, Map<String, Mark>> remembered;
  private final Map<Parcel, Map<String, Mark>> marks = new IdentityHashMap<>();
  private boolean decided;

  private Existing(
      String externalId,
      List<Parcel> parcels,
      Questions questions,
      Map<String, Map<String, Mark>> remembered) {
    this.externalId = externalId;
    this.parcels = parcels;
    this.questions = questions;
    this.remembered = remembered;
  }

  /**
   * @param ownRecord whether each record belongs to one call alone: then it can only be there when
   *     this is a repeat
   */
  static Existing of(Upsert.Into into, Shipment shipment, boolean ownRecord) {
    String externalId = into.externalId();
    List<Parcel> parcels =
        shipment.open().stream().filter(parcel -> !careful(parcel).isEmpty()).toList();
    List<Parcel> there =
        parcels.stream().filter(parcel -> !ownRecord || parcel.repeated()).toList();
    Set<String> fields = new TreeSet<>();
    there.forEach(parcel -> fields.addAll(fields(parcel, Caution.Policy::looks)));
    fields.add(externalId);
    return new Existing(
        externalId,
        parcels,
        Questions.about(
            String.join(", ", fields),
            into.object(),
            externalId,
            keys(there, externalId, Caution.Policy::looks)),
        shipment.marks(keys(there, externalId, Caution.Policy::remembers)));
  }

  Questions questions() {
    return questions;
  }

  /** {@code answer} is Salesforce's query result. */
  void learn(Shipment shipment, String answer) {
    for (ObjectNode row : questions.answered(shipment, answer)) {
      rows.put(folded(row.path(externalId).asText()), row);
    }
  }

  /** Once all is known: what must not be written leaves the records. */
  void decide() {
    if (!decided) {
      decided = true;
      parcels.stream().filter(Parcel::open).forEach(this::decide);
    }
  }

  /** Salesforce has taken the record. */
  void remember(Parcel parcel) {
    parcel.wrote(key(parcel, externalId), marks.getOrDefault(parcel, Map.of()));
  }

  private void decide(Parcel parcel) {
    String key = key(parcel, externalId);
    ObjectNode record = parcel.record();
    ObjectNode row = rows.computeIfAbsent(folded(key), none -> record.objectNode());
    Map<String, Mark> known = remembered.computeIfAbsent(key, none -> new HashMap<>());
    Map<String, Mark> own = new HashMap<>();
    Map<String, Set<String>> left = new TreeMap<>();
    for (String field : careful(parcel)) {
      Meeting meeting =
          new Meeting(
              new Meeting.Where(key, field),
              record.get(field),
              row.get(field),
              known.get(field),
              parcel.occasion(),
              parcel.repeated());
      Ruling ruling = Ruling.on(parcel.cautions().get(field), meeting);
      if (ruling.value() == null) {
        record.remove(field);
        left.computeIfAbsent(ruling.left(), why -> new TreeSet<>()).add(field);
      } else {
        record.set(field, ruling.value());
        // Another record of the shipment may have the same key, and goes later.
        row.set(field, ruling.value());
      }
      if (ruling.mark() != null) {
        own.put(field, ruling.mark());
      }
    }
    known.putAll(own);
    marks.put(parcel, own);
    left.forEach(
        (why, fields) ->
            parcel.note(
                String.join(", ", fields)
                    + (fields.size() == 1 ? " left as it was: " : " left as they were: ")
                    + why));
  }

  /** Those of its fields that are there and must be written with care. */
  private static Set<String> careful(Parcel parcel) {
    return fields(parcel, policy -> true);
  }

  private static Set<String> fields(Parcel parcel, Predicate<Caution.Policy> which) {
    Set<String> fields = new TreeSet<>();
    parcel
        .cautions()
        .forEach(
            (field, caution) -> {
              if (which.test(caution.policy())
                  && parcel.record() != null
                  && parcel.record().hasNonNull(field)) {
                fields.add(field);
              }
            });
    return fields;
  }

  private static Set<String> keys(
      List<Parcel> parcels, String externalId, Predicate<Caution.Policy> which) {
    Set<String> keys = new LinkedHashSet<>();
    for (Parcel parcel : parcels) {
      if (!fields(parcel, which).isEmpty()) {
        keys.add(key(parcel, externalId));
      }
    }
    keys.removeIf(String::isBlank);
    return keys;
  }

  private static String key(Parcel parcel, String externalId) {
    return parcel.record().path(externalId).asText();
  }

  /** External ids are the same whatever the case of their letters. */
  private static String folded(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
