package io.aftercall.privacy;

import io.aftercall.outbox.DeliveryDeletion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The rows that went. */
record ErasureTally(
    Map<String, Integer> rows, Map<String, Integer> delivered, AtomicInteger underWay) {
  ErasureTally() {
    this(new LinkedHashMap<>(), new TreeMap<>(), new AtomicInteger());
  }

  void add(Gone gone) {
    count(gone.events());
    count(gone.deliveries().counts());
    gone.deliveries().delivered().forEach((to, n) -> delivered.merge(to, n, Integer::sum));
    underWay.addAndGet(gone.deliveries().underWay());
  }

  void count(Map<String, Integer> counts) {
    counts.forEach(
        (table, count) -> {
          if (count > 0) {
            rows.merge(table, count, Integer::sum);
          }
        });
  }

  record Gone(Map<String, Integer> events, DeliveryDeletion.DeletionCounts deliveries) {}
}
