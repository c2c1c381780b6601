package aftercall.delivery;

import java.util.Map;
import java.util.TreeMap;

/** How many records of a shipment had which outcome. */
final class Outcomes {
  private Outcomes() {}

  static Map<String, Integer> count(Shipment shipment) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Parcel parcel : shipment.parcels()) {
      counts.merge(parcel.outcome().name(), 1, Integer::sum);
    }
    return counts;
  }
}
