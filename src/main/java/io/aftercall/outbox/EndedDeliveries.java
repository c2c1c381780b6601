package io.aftercall.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * How many deliveries this process has brought to which end, for monitoring. Counted in the
 * transaction that ends them: one that fails and is repeated counts twice, which a rate can bear.
 * Safe for use by several threads.
 */
public final class EndedDeliveries {
  private final Map<End, Long> counts = new HashMap<>();
  private BiConsumer<End, Long> listener = (end, more) -> {};

  /** Where deliveries to one destination ended. */
  public record End(String destination, DeliveryState state) {}

  /**
   * @param ids of deliveries: event, destination and ordinal with dots between
   */
  synchronized void count(DeliveryState state, Collection<String> ids) {
    for (String id : ids) {
      String[] parts = id.split("\\.", 3);
      if (parts.length == 3) {
        End end = new End(parts[1], state);
        counts.merge(end, 1L, Long::sum);
        listener.accept(end, 1L);
      }
    }
  }

  /** Since the start. */
  public synchronized Map<End, Long> counts() {
    return Map.copyOf(counts);
  }

  /**
   * @param told of what has ended so far, and then of each as it ends; must be quick
   */
  public synchronized void listen(BiConsumer<End, Long> told) {
    counts.forEach(told);
    listener = told;
  }
}
