package aftercall.salesforce;

import aftercall.delivery.Parcel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Salesforce already holds in the fields that must not be written over. Asked once for all
 * records of a shipment; what people typed there then stays.
 */
final class Existing {
  private final String externalId;
  private final List<Parcel> parcels;
  private final Questions questions;

  private Existing(String externalId, List<Parcel> parcels, Questions questions) {
    this.externalId = externalId;
    this.parcels = parcels;
    this.questions = questions;
  }

  /**
   * @param ownRecord whether each record belongs to one call alone: then it can only be there when
   *     this is a repeat
   */
  static Existing of(Upsert.Into into, List<Parcel> open, boolean ownRecord) {
    List<Parcel> asked =
        open.stream()
            .filter(parcel -> !ownRecord || parcel.repeated())
            .filter(parcel -> !careful(parcel).isEmpty())
            .toList();
    Set<String> fields = new TreeSet<>();
    Set<String> keys = new LinkedHashSet<>();
    for (Parcel parcel : asked) {
      fields.addAll(careful(parcel));
      keys.add(parcel.record().path(into.externalId()).asText());
    }
    fields.add(into.externalId());
    String select = String.join(", ", fields);
    return new Existing(
        into.externalId(), asked, Questions.about(select, into.object(), into.externalId(), keys));
  }

  Questions questions() {
    return questions;
  }

  /** {@code answer} is Salesforce's query result. */
  void learn(JsonNode answer) {
    Map<String, JsonNode> byKey = new HashMap<>();
    for (JsonNode row : answer.path("records")) {
      byKey.put(row.path(externalId).asText(), row);
    }
    for (Parcel parcel : parcels) {
      JsonNode row = byKey.get(parcel.record().path(externalId).asText());
      if (row != null) {
        keep(parcel, row);
      }
    }
  }

  private static void keep(Parcel parcel, JsonNode row) {
    Set<String> kept = new TreeSet<>();
    for (String field : careful(parcel)) {
      if (!row.path(field).asText("").isEmpty() && !row.path(field).isNull()) {
        parcel.record().remove(field);
        kept.add(field);
      }
    }
    if (!kept.isEmpty()) {
      parcel.answer("left as they were: " + String.join(", ", kept));
    }
  }

  private static Set<String> careful(Parcel parcel) {
    Set<String> fields = new TreeSet<>(parcel.onlyIfEmpty());
    fields.removeIf(field -> parcel.record() == null || !parcel.record().has(field));
    return fields;
  }
}
