package io.aftercall.destination;

import java.util.Map;
import java.util.TreeMap;

/** How many records of a batch had which outcome. */
public final class OutcomeCounts {
  private OutcomeCounts() {}

  public static Map<String, Integer> count(DeliveryBatch deliveryBatch) {
    Map<String, Integer> counts = new TreeMap<>();
    for (DeliveryItem deliveryItem : deliveryBatch.items()) {
      counts.merge(deliveryItem.outcome().name(), 1, Integer::sum);
    }
    return counts;
  }
}
